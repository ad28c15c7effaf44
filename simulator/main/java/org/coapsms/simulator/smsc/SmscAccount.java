package org.coapsms.simulator.smsc;

import org.coapsms.codec.Address;

/**
 * Describes one customer of the service centre.
 *
 * @param systemId who may bind; {@link #ANYONE} stands for every system id that no other account
 *     has
 * @param password what the bind must say; not looked at for {@link #ANYONE}
 * @param number where phones reach the customer, and the sender where a submit_sm names none
 * @param window how many deliver_sm may be unanswered on one bind
 * @param responseIds how message ids are written in submit_sm_resp
 * @param receipts how delivery receipts look
 * @param receiptHabits when they leave and how true they are
 * @param limits how much the customer may submit
 * @param outbindPort where on loopback the centre connects and asks for a bind, when something
 *     waits that no bind can take; 0 for nowhere
 */
public record SmscAccount(
    String systemId,
    String password,
    Address number,
    int window,
    IdText responseIds,
    ReceiptStyle receipts,
    ReceiptHabits receiptHabits,
    Limits limits,
    int outbindPort) {
  public static final String ANYONE = "*";

  /** "As a guideline no more than 10": what the SMPP specification advises. */
  public static final int DEFAULT_WINDOW = 10;

  public SmscAccount {
    if (window < 1) {
      throw new IllegalArgumentException("window " + window + " lets nothing through");
    }
  }

  /** An account for one system id; the number is written as a person would, see {@link Address}. */
  public static SmscAccount of(String systemId, String password, String number) {
    return new SmscAccount(
        systemId,
        password,
        Address.parse(number),
        DEFAULT_WINDOW,
        IdText.DECIMAL,
        ReceiptStyle.STANDARD,
        ReceiptHabits.HONEST,
        Limits.NONE,
        0);
  }

  /** One account for whoever binds, with whatever password. */
  public static SmscAccount anyLogin(String number) {
    return of(ANYONE, "", number);
  }

  public SmscAccount withWindow(int window) {
    return new SmscAccount(
        systemId,
        password,
        number,
        window,
        responseIds,
        receipts,
        receiptHabits,
        limits,
        outbindPort);
  }

  public SmscAccount withResponseIds(IdText responseIds) {
    return new SmscAccount(
        systemId,
        password,
        number,
        window,
        responseIds,
        receipts,
        receiptHabits,
        limits,
        outbindPort);
  }

  public SmscAccount withReceipts(ReceiptStyle receipts) {
    return new SmscAccount(
        systemId,
        password,
        number,
        window,
        responseIds,
        receipts,
        receiptHabits,
        limits,
        outbindPort);
  }

  public SmscAccount withReceiptHabits(ReceiptHabits receiptHabits) {
    return new SmscAccount(
        systemId,
        password,
        number,
        window,
        responseIds,
        receipts,
        receiptHabits,
        limits,
        outbindPort);
  }

  public SmscAccount withLimits(Limits limits) {
    return new SmscAccount(
        systemId,
        password,
        number,
        window,
        responseIds,
        receipts,
        receiptHabits,
        limits,
        outbindPort);
  }

  public SmscAccount withOutbindPort(int outbindPort) {
    return new SmscAccount(
        systemId,
        password,
        number,
        window,
        responseIds,
        receipts,
        receiptHabits,
        limits,
        outbindPort);
  }

  boolean takesAnyone() {
    return systemId.equals(ANYONE);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "SmscAccount[" + systemId + ", " + number + ", window " + window + "]";
  }
}
