package org.coapsms.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.coap.MalformedCoap;
import org.coapsms.codec.framing.PayloadKind;
import org.coapsms.engine.exchange.ClientExchange;
import org.coapsms.engine.exchange.ClientExchanges;
import org.coapsms.engine.exchange.DeviceRequest;
import org.coapsms.engine.exchange.DeviceRequests;
import org.coapsms.engine.exchange.MessageIds;
import org.coapsms.engine.exchange.Timing;
import org.coapsms.engine.message.Carriers;
import org.coapsms.engine.message.Inbox;
import org.coapsms.engine.message.IncomingMessage;
import org.coapsms.engine.message.Latency;
import org.coapsms.engine.message.MessageEvents;
import org.coapsms.engine.message.Messages;
import org.coapsms.engine.message.OutgoingMessage;
import org.coapsms.engine.message.Owner;
import org.coapsms.engine.message.ReceiptBook;
import org.coapsms.engine.route.Directory;

/**
 * Decides everything: it is told what happened and when, and says what to remember and what to do.
 * It does no I/O and reads no clock. Not thread-safe; one loop owns it.
 */
public final class Engine {
  private final Directory directory;
  private final RandomGenerator random;
  private final Ledger ledger = new Ledger();
  private final Outputs outputs = new Outputs();
  private final Carriers carriers;
  private final Messages messages;
  private final Inbox inbox;
  private final ClientExchanges clientExchanges;
  private final DeviceRequests deviceRequests;
  private final Dispatch dispatch = new Dispatch();
  private Instant now = Instant.EPOCH;

  public Engine(Directory directory, RandomGenerator random) {
    this(directory, random, new Collaborators());
  }

  public Engine(Directory directory, RandomGenerator random, Collaborators collaborators) {
    this.directory = directory;
    this.random = random;
    ReceiptBook book = collaborators.receiptBook(ledger, outputs);
    MessageIds ids = collaborators.messageIds(ledger, random);
    Latency latency = new Latency();
    Timing timing = new Timing(directory, latency);
    Events events = new Events();
    this.carriers = new Carriers(ledger, outputs, directory);
    this.messages =
        new Messages(
            ledger,
            outputs,
            directory,
            random,
            carriers,
            collaborators.references(ledger, random),
            book,
            collaborators.segmentRule(),
            latency,
            events);
    this.inbox =
        new Inbox(
            ledger, outputs, directory, collaborators.reassembly(ledger, outputs), book, events);
    this.clientExchanges =
        new ClientExchanges(
            ledger,
            outputs,
            directory,
            carriers,
            messages,
            timing,
            ids,
            this::usesMessageId,
            collaborators.repeatRule(),
            collaborators.responseRule());
    this.deviceRequests =
        new DeviceRequests(
            ledger,
            outputs,
            directory,
            messages,
            timing,
            ids,
            this::usesMessageId,
            collaborators.duplicateRule());
  }

  /** Takes over what the store holds; to be called once, before anything else. */
  public void recover(Instant at, Collection<Entry> stored) {
    now = at;
    stored.forEach(ledger::load);
    inbox.recover();
    clientExchanges.recover(at);
    deviceRequests.recover();
    messages.recover(at);
  }

  /** Takes in something that happened. */
  public void handle(Instant at, Input input) {
    now = at;
    input.tell(dispatch);
    messages.drain(at);
  }

  /** Looks after everything whose time has come. */
  public void handleTimeout(Instant at) {
    now = at;
    Optional<Entry> due = ledger.firstDue(at);
    while (due.isPresent()) {
      Entry entry = due.get();
      lookAfter(entry);
      due = ledger.firstDue(at);
      if (due.isPresent() && due.get().equals(entry)) {
        throw new IllegalStateException("nothing came of what was due: " + entry.key());
      }
    }
    messages.drain(at);
  }

  /** When {@link #handleTimeout} must be called although nothing else happens. */
  public Optional<Instant> nextTimeout() {
    return Stream.concat(ledger.nextDue().stream(), messages.nextTimeout(now).stream())
        .min(Comparator.naturalOrder());
  }

  /** What the engine wants since it was last asked: first commit the changes, then act. */
  public Step takeStep() {
    return new Step(ledger.takeChanges(), outputs.takeActions(), outputs.takeNotes());
  }

  /** Everything that is remembered, for those who inspect it. */
  public Collection<Entry> entries() {
    return ledger.entries();
  }

  /** The rate at which a carrier is fed at present, in segments a second; empty: no limit. */
  public Optional<Double> rate(CarrierId carrier) {
    return carriers.rate(carrier);
  }

  private void lookAfter(Entry entry) {
    if (entry instanceof ClientExchange exchange) {
      clientExchanges.due(now, exchange);
    } else if (entry instanceof DeviceRequest request) {
      deviceRequests.due(now, request);
    } else if (entry instanceof OutgoingMessage message) {
      messages.due(now, message);
    } else if (!inbox.due(entry)) {
      throw new IllegalStateException("nobody looks after " + entry.key());
    }
  }

  /** Requests and answers of ours are numbered in one sequence. */
  private boolean usesMessageId(Subscriber to, int messageId) {
    return clientExchanges.uses(to, messageId) || deviceRequests.uses(to, messageId);
  }

  private long newId() {
    return random.nextLong(Long.MAX_VALUE);
  }

  private void coap(IncomingMessage incoming) {
    CoapMessage message;
    try {
      message = CoapMessage.decode(incoming.octets());
    } catch (MalformedCoap e) {
      outputs.note(EventKind.SMS_MALFORMED, incoming.from(), e.toString());
      return;
    }
    if (message.isRequest() && message.type() != CoapType.ACK && message.type() != CoapType.RST) {
      deviceRequests.arrived(now, newId(), incoming, message);
    } else if (message.isResponse() && message.type() != CoapType.RST) {
      clientExchanges.response(now, incoming, message);
    } else if (message.isEmpty() && message.type() == CoapType.ACK) {
      boolean known =
          clientExchanges.acknowledged(now, incoming.from(), message.messageId())
              || deviceRequests.settled(incoming.from(), message.messageId());
      noteUnmatched(known, incoming, "ACK");
    } else if (message.isEmpty() && message.type() == CoapType.RST) {
      boolean known =
          clientExchanges.reset(now, incoming.from(), message.messageId())
              || deviceRequests.settled(incoming.from(), message.messageId());
      noteUnmatched(known, incoming, "RST");
    } else {
      // A ping would cost an SMS in answer; whoever sends one learns nothing from us.
      outputs.note(EventKind.SMS_OTHER_PAYLOAD, incoming.from(), "CoAP " + message.type());
    }
  }

  private void noteUnmatched(boolean known, IncomingMessage incoming, String what) {
    if (!known) {
      outputs.note(EventKind.RESPONSE_UNMATCHED, incoming.from(), what);
    }
  }

  private final class Dispatch implements Input.Handler {
    @Override
    public void clientRequest(Input.ClientRequest input) {
      clientExchanges.request(now, newId(), input);
    }

    @Override
    public void clientGone(Input.ClientGone input) {
      clientExchanges.gone(input.id());
    }

    @Override
    public void submissionEnded(Input.SubmissionEnded input) {
      messages.outcome(now, input.id(), input.outcome());
    }

    @Override
    public void receiptArrived(Input.ReceiptArrived input) {
      messages.receipt(now, input.receipt());
    }

    @Override
    public void smsArrived(Input.SmsArrived input) {
      inbox.arrived(now, input.sms());
    }

    @Override
    public void upstreamAnswered(Input.UpstreamAnswered input) {
      deviceRequests.answered(now, input.id(), input.answer());
    }

    @Override
    public void availabilityChanged(Input.AvailabilityChanged input) {
      messages.availability(now, input.carrier(), input.available());
    }

    @Override
    public void congestionReported(Input.CongestionReported input) {
      messages.congestion(now, input.carrier(), input.level());
    }
  }

  private final class Events implements MessageEvents {
    @Override
    public void left(Instant at, OutgoingMessage message) {
      if (message.owner().kind() == Owner.Kind.CLIENT_EXCHANGE) {
        clientExchanges.left(at, message);
      } else if (message.owner().kind() == Owner.Kind.DEVICE_REQUEST) {
        deviceRequests.left(at, message);
      }
    }

    @Override
    public void deliveryClaimed(Instant at, OutgoingMessage message) {
      if (message.owner().kind() == Owner.Kind.CLIENT_EXCHANGE) {
        clientExchanges.deliveryClaimed(at, message);
      }
    }

    @Override
    public void stillTrying(Instant at, OutgoingMessage message, Instant until) {
      if (message.owner().kind() == Owner.Kind.CLIENT_EXCHANGE) {
        clientExchanges.stillTrying(message, until);
      }
    }

    @Override
    public void undeliverable(Instant at, OutgoingMessage message, Undeliverable why) {
      if (message.owner().kind() == Owner.Kind.CLIENT_EXCHANGE) {
        clientExchanges.undeliverable(at, message, why);
      }
    }

    @Override
    public Optional<Bytes> octetsThrough(Instant at, OutgoingMessage message, CarrierId other) {
      if (message.owner().kind() == Owner.Kind.CLIENT_EXCHANGE) {
        return clientExchanges.octetsThrough(at, message, other);
      }
      return directory.sameSender(message.carrier(), other)
          ? Optional.of(message.octets())
          : Optional.empty();
    }

    @Override
    public Optional<Instant> againUntil(Instant at, OutgoingMessage message) {
      return message.owner().kind() == Owner.Kind.CLIENT_EXCHANGE
          ? clientExchanges.againUntil(at, message)
          : Optional.of(message.expires());
    }

    @Override
    public void arrived(Instant at, IncomingMessage message) {
      messages.heard(at, message.from());
      if (PayloadKind.of(message.octets()) == PayloadKind.COAP) {
        coap(message);
      } else {
        outputs.note(
            EventKind.SMS_OTHER_PAYLOAD,
            message.from(),
            PayloadKind.of(message.octets()).toString());
      }
    }
  }
}
