package org.coapsms.simulator.smsc;

/**
 * Says how an account's delivery receipts look.
 *
 * @param ids how the id is written, in the text and in receipted_message_id alike
 * @param template the text, with {@code {id}}, {@code {sub}}, {@code {dlvrd}}, {@code
 *     {submitDate}}, {@code {doneDate}}, {@code {stat}}, {@code {err}} and {@code {text}} in it;
 *     anything else stands for itself
 * @param tlvs whether receipted_message_id and message_state go along
 */
public record ReceiptStyle(IdText ids, String template, boolean tlvs) {
  /** The text of SMPP 3.4 appendix B. */
  public static final String APPENDIX_B =
      "id:{id} sub:{sub} dlvrd:{dlvrd} submit date:{submitDate} done date:{doneDate}"
          + " stat:{stat} err:{err} text:{text}";

  public static final ReceiptStyle STANDARD = new ReceiptStyle(IdText.DECIMAL, APPENDIX_B, true);

  public ReceiptStyle withIds(IdText ids) {
    return new ReceiptStyle(ids, template, tlvs);
  }

  public ReceiptStyle withTemplate(String template) {
    return new ReceiptStyle(ids, template, tlvs);
  }

  public ReceiptStyle withTlvs(boolean tlvs) {
    return new ReceiptStyle(ids, template, tlvs);
  }
}
