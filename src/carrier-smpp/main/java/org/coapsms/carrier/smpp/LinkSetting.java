package org.coapsms.carrier.smpp;

import java.util.concurrent.ScheduledExecutorService;
import org.coapsms.runtime.CarrierListener;

/** What all links of one carrier share. */
record LinkSetting(
    SmppConfig config,
    CarrierListener listener,
    MessageIds ids,
    Dispatch dispatch,
    ScheduledExecutorService scheduler) {}
