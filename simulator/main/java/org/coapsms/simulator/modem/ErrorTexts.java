package org.coapsms.simulator.modem;

import java.util.Map;

/** Spells error results as {@code AT+CMEE} asks for. */
final class ErrorTexts {
  private static final String CME = "+CME ERROR: ";
  private static final String CMS = "+CMS ERROR: ";

  // TS 27.007 §9.2.1.
  private static final Map<String, String> CME_WORDS =
      Map.of(
          "3", "operation not allowed",
          "4", "operation not supported",
          "10", "SIM not inserted",
          "11", "SIM PIN required",
          "12", "SIM PUK required",
          "14", "SIM busy",
          "16", "incorrect password",
          "30", "no network service",
          "50", "incorrect parameters",
          "100", "unknown");

  // TS 27.005 §3.2.5.
  private static final Map<String, String> CMS_WORDS =
      Map.of(
          "302", "operation not allowed",
          "303", "operation not supported",
          "304", "invalid PDU mode parameter",
          "305", "invalid text mode parameter",
          "311", "SIM PIN required",
          "321", "invalid memory index",
          "322", "memory full",
          "331", "no network service",
          "340", "no +CNMA acknowledgement expected",
          "500", "unknown error");

  private ErrorTexts() {}

  /**
   * The final line for a failure.
   *
   * @param errorReports the value of {@code +CMEE}; at 0 a {@code +CME ERROR} shrinks to {@code
   *     ERROR}, while a {@code +CMS ERROR} is always told
   */
  static String spell(String finalLine, int errorReports) {
    if (finalLine.startsWith(CME)) {
      return errorReports == 0 ? "ERROR" : words(finalLine, CME, CME_WORDS, errorReports);
    }
    return finalLine.startsWith(CMS) ? words(finalLine, CMS, CMS_WORDS, errorReports) : finalLine;
  }

  private static String words(
      String finalLine, String prefix, Map<String, String> words, int errorReports) {
    String code = finalLine.substring(prefix.length());
    return errorReports == 2 ? prefix + words.getOrDefault(code, code) : finalLine;
  }
}
