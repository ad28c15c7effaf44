package org.coapsms.engine.message;

import java.time.Duration;
import org.coapsms.codec.Address;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.engine.CarrierId;

/**
 * Hands one segment to a carrier.
 *
 * @param validity how long the network may try; the carrier rounds down to what it can express
 * @param receiptRequested whether the network's later word on this segment is wanted
 * @param moreToSend whether another segment to the same number follows at once
 */
public record Submission(
    SubmissionId id,
    CarrierId carrier,
    Address destination,
    DataCoding dataCoding,
    UserData userData,
    Duration validity,
    boolean receiptRequested,
    boolean moreToSend) {}
