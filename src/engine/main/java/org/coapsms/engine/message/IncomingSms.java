package org.coapsms.engine.message;

import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.engine.CarrierId;

/**
 * One short message from the mobile network, as a carrier received it.
 *
 * @param serviceCentreTime when the network took it from its sender, where the carrier learns that
 */
public record IncomingSms(
    CarrierId carrier,
    Address originator,
    int protocolId,
    DataCoding dataCoding,
    UserData userData,
    Optional<Instant> serviceCentreTime) {}
