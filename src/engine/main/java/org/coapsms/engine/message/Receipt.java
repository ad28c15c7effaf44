package org.coapsms.engine.message;

import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.engine.CarrierId;

/**
 * The network's later word on one segment: an SMPP delivery receipt or an SMS-STATUS-REPORT.
 *
 * @param messageId the id by which the carrier accepted the segment
 * @param recipient whom the segment was for, where the network says so
 * @param detail the network's own words, for people
 */
public record Receipt(
    CarrierId carrier,
    String messageId,
    Optional<Address> recipient,
    ReceiptState state,
    String detail) {}
