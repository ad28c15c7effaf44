package org.coapsms.engine.message;

import org.coapsms.codec.Address;
import org.coapsms.engine.CarrierId;

/**
 * Asks a carrier what has become of a segment of which nothing was heard (SMPP query_sm). The
 * answer, if there is one, comes as a solicited receipt.
 *
 * @param messageId the id by which the carrier accepted the segment
 */
public record Query(CarrierId carrier, String messageId, Address recipient) {}
