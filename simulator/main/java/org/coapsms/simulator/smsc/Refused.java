package org.coapsms.simulator.smsc;

/** Says that a submission cannot be carried, and with which command_status it is answered. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final int commandStatus;

  Refused(int commandStatus, String why) {
    super(why);
    this.commandStatus = commandStatus;
  }

  int commandStatus() {
    return commandStatus;
  }
}
