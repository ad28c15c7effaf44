package org.coapsms.carrier.smpp;

import java.util.ArrayList;
import java.util.List;

/**
 * Says how often, as what and in which version of SMPP to bind.
 *
 * @param count how many transceivers, or pairs; what the contract grants, and more than one for
 *     more throughput or for an SMSC that restarts its parts one by one
 * @param interfaceVersion 0x34 or 0x50: 5.0 where the SMSC speaks it and tells its congestion
 */
public record Binds(int count, Mode mode, int interfaceVersion) {
  public static final int MAX_COUNT = 50;
  public static final int SMPP_3_4 = 0x34;
  public static final int SMPP_5_0 = 0x50;

  /** One transceiver with SMPP 3.4. */
  public static final Binds DEFAULT = new Binds(1, Mode.TRANSCEIVER, SMPP_3_4);

  /** What one of the binds consists of. */
  public enum Mode {
    TRANSCEIVER,
    /** Two links, for SMSCs that know or sell no transceivers. */
    TRANSMITTER_RECEIVER
  }

  List<BindRole> roles() {
    List<BindRole> roles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      switch (mode) {
        case TRANSCEIVER -> roles.add(BindRole.TRANSCEIVER);
        case TRANSMITTER_RECEIVER -> {
          roles.add(BindRole.TRANSMITTER);
          roles.add(BindRole.RECEIVER);
        }
      }
    }
    return roles;
  }
}
