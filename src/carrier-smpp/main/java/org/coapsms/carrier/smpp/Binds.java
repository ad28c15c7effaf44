package org.coapsms.carrier.smpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says how often, as what and in which version of SMPP to bind.
 *
 * @param count how many transceivers, or pairs; what the contract grants, and more than one for
 *     more throughput or for an SMSC that restarts its parts one by one
 * @param interfaceVersion 0x34 or 0x50: 5.0 where the SMSC speaks it and tells its congestion
 * @param rate the most messages a second on each bind, where the contract counts so; empty sets no
 *     limit
 * @param outbind where the SMSC may ask for a receiver when it has something for us; empty: nowhere
 */
public record Binds(
    int count, Mode mode, int interfaceVersion, Optional<Double> rate, Optional<Outbind> outbind) {
  public static final int MAX_COUNT = 50;
  public static final int SMPP_3_4 = 0x34;
  public static final int SMPP_5_0 = 0x50;

  /** One transceiver with SMPP 3.4. */
  public static final Binds DEFAULT = new Binds(1, Mode.TRANSCEIVER, SMPP_3_4, Optional.empty());

  /**
   * Where we listen for an SMSC that connects by itself: SMPP 3.4 §2.2.1. Port 0 takes a free one.
   */
  public record Outbind(String address, int port) {}

  /** Binds as we ourselves make them, without outbind. */
  public Binds(int count, Mode mode, int interfaceVersion, Optional<Double> rate) {
    this(count, mode, interfaceVersion, rate, Optional.empty());
  }

  /** What one of the binds consists of. */
  public enum Mode {
    TRANSCEIVER,
    /** Two links, for SMSCs that know or sell no transceivers. */
    TRANSMITTER_RECEIVER
  }

  /** The most messages a second over all of them; empty without a limit. */
  public Optional<Double> totalRate() {
    return rate.map(each -> each * count);
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
