package org.coapsms.engine.message;

import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Subscriber;

/**
 * Is a whole message from a known subscriber.
 *
 * @param port the application port it was for; the profile's where it named none
 * @param serviceCentreTime of its last segment, where the carrier learns that
 */
public record IncomingMessage(
    Subscriber from,
    CarrierId carrier,
    int port,
    Bytes octets,
    Optional<Instant> serviceCentreTime) {}
