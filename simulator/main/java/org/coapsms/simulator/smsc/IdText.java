package org.coapsms.simulator.smsc;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * Says how a message id is written. Carriers that write it one way in submit_sm_resp and another
 * way in the receipt are the most frequent reason for receipts that match nothing.
 */
public enum IdText {
  DECIMAL {
    @Override
    public String write(long id) {
      return Long.toUnsignedString(id);
    }
  },
  /** Ten digits, as SMPP 3.4 appendix B draws the id of a receipt. */
  DECIMAL_PADDED {
    @Override
    public String write(long id) {
      return padded(DECIMAL.write(id), 10);
    }
  },
  HEX {
    @Override
    public String write(long id) {
      return Long.toHexString(id);
    }
  },
  HEX_UPPER {
    @Override
    public String write(long id) {
      return HEX.write(id).toUpperCase(Locale.ROOT);
    }
  },
  /** Eight digits, all that an SMPP 3.3 client takes. */
  HEX_PADDED {
    @Override
    public String write(long id) {
      return padded(HEX.write(id), 8);
    }
  },
  /** The same for every message, as from centres that have none to give. */
  CONSTANT {
    @Override
    public String write(long id) {
      return "msg_id_not_implemented";
    }
  };

  public abstract String write(long id);

  /** The id that was written so; empty if the text is none. */
  OptionalLong read(String text) {
    boolean decimal = this == DECIMAL || this == DECIMAL_PADDED;
    try {
      return OptionalLong.of(Long.parseUnsignedLong(text, decimal ? 10 : 16));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static String padded(String digits, int width) {
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
