package org.coapsms.modem.profile;

/**
 * Describes {@code AT+CREG}, {@code AT+CGREG} and {@code AT+CEREG}: TS 27.007 §7.2.
 *
 * @param quoted whether area and cell stand in quotes
 * @param toldAtOnce whether switching the announcements on brings the first one at once, after OK
 */
public record Registration(boolean quoted, boolean toldAtOnce) {
  static Registration read(Section in) {
    Registration registration = new Registration(in.flag("quoted"), in.flag("toldAtOnce"));
    in.nothingElse();
    return registration;
  }
}
