package org.coapsms.bridge;

import java.util.Optional;
import org.coapsms.bridge.coap.CoapProxyFace;
import org.coapsms.bridge.coap.CoapUpstream;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.engine.Answer;
import org.coapsms.engine.RequestId;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.exchange.DeviceRequestId;
import org.coapsms.runtime.EngineLoop;
import org.coapsms.runtime.IpSide;
import org.jspecify.annotations.Nullable;

/** Is the IP side of the loop: hands answers to the face and questions to the upstream. */
final class IpFaces implements IpSide {
  private final CoapProxyFace face;
  private final Optional<CoapUpstream> upstream;
  private volatile @Nullable EngineLoop loop;

  IpFaces(CoapProxyFace face, Optional<CoapUpstream> upstream) {
    this.face = face;
    this.upstream = upstream;
  }

  /** Says where the upstream's answers go; to be called before the loop starts. */
  void answersGoTo(EngineLoop engineLoop) {
    loop = engineLoop;
  }

  @Override
  public void answer(RequestId id, Answer answer) {
    face.answer(id, answer);
  }

  @Override
  public void askUpstream(DeviceRequestId id, Subscriber from, CoapMessage request) {
    if (upstream.isPresent()) {
      upstream.get().ask(request, answer -> answered(id, answer));
    } else {
      answered(id, Answer.failure(Answer.Reason.NOTHING_SENT, "no upstream is configured"));
    }
  }

  private void answered(DeviceRequestId id, Answer answer) {
    EngineLoop current = loop;
    if (current == null) {
      throw new IllegalStateException("asked before the loop was known");
    }
    current.upstreamAnswered(id, answer);
  }
}
