package org.coapsms.simulator.control;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.coapsms.simulator.modem.ModemServer;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.phone.Phone;
import org.coapsms.simulator.smsc.SmscState;

/**
 * Offers the parts of a network that the control interface shows.
 *
 * @param phones to be touched on the loop's thread only
 */
public record Controlled(
    NetworkLoop loop,
    List<Phone> phones,
    Supplier<List<CompletableFuture<SmscState>>> smscs,
    Supplier<List<ModemServer>> modems) {}
