package org.coapsms.runtime;

import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.engine.Answer;
import org.coapsms.engine.RequestId;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.exchange.DeviceRequestId;

/**
 * Is the bridge's IP side as the loop sees it: faces that wait for answers and an upstream that
 * gives them. Called on the loop's thread; must not block and not throw.
 */
public interface IpSide {

  /** The answer to a request that a face handed in. */
  void answer(RequestId id, Answer answer);

  /**
   * A device asks the upstream. The answer comes through {@link EngineLoop#upstreamAnswered}; after
   * a restart the same question may come again.
   */
  void askUpstream(DeviceRequestId id, Subscriber from, CoapMessage request);
}
