package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.coap.MalformedCoap;
import org.coapsms.codec.framing.Framing;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Query;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.route.CarrierTerms;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;
import org.coapsms.engine.route.Listing;
import org.coapsms.engine.route.NumberPlan;
import org.coapsms.engine.route.Pool;
import org.coapsms.engine.route.Route;

/**
 * Tells stories to an engine: a client, a network and a device whose every word the test speaks, in
 * a time that the test moves.
 */
final class Conversation {
  static final CarrierId CARRIER = new CarrierId("smsc");
  static final CarrierId OTHER_CARRIER = new CarrierId("modem");
  static final Subscriber DEVICE = Subscriber.of("+491701234567");
  static final Subscriber OTHER_DEVICE = Subscriber.of("+491701234568");

  private final Directory directory;
  private final Collaborators collaborators;
  private Engine engine;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int requests;
  private int ids;
  private final Map<EntryKey, Entry> store = new LinkedHashMap<>();
  private final Deque<Submission> submissions = new ArrayDeque<>();
  private final Deque<Query> queries = new ArrayDeque<>();
  private final Deque<Action.AnswerClient> answers = new ArrayDeque<>();
  private final Deque<Action.AskUpstream> questions = new ArrayDeque<>();
  private final List<Noted> notes = new ArrayList<>();

  Conversation() {
    this(DeviceProfile.standard());
  }

  Conversation(DeviceProfile profile) {
    this(profile, List.of(CARRIER));
  }

  Conversation(DeviceProfile profile, List<CarrierId> carriers) {
    this(
        new Directory(
            new NumberPlan(Optional.of("49"), Map.of()),
            List.of(Route.inOrder("49170", carriers, Optional.empty())),
            List.of(new Listing(OTHER_DEVICE.digits(), DeviceProfile.lwm2m())),
            profile,
            carriers.stream()
                .map(id -> new CarrierTerms(id, Optional.of("10000"), 10, Optional.empty()))
                .toList()),
        new Collaborators());
    carriers.forEach(this::available);
  }

  /** All carriers that these terms speak of can be used, and one route leads through pools. */
  Conversation(DeviceProfile profile, List<Pool> pools, List<CarrierTerms> carriers) {
    this(
        new Directory(
            new NumberPlan(Optional.of("49"), Map.of()),
            List.of(new Route("49170", pools, Optional.empty())),
            List.of(),
            profile,
            carriers),
        new Collaborators());
    carriers.forEach(terms -> available(terms.id()));
  }

  Conversation(Directory directory, Collaborators collaborators) {
    this.directory = directory;
    this.collaborators = collaborators;
    this.engine = new Engine(directory, new SplittableRandom(7), collaborators);
    engine.recover(now, List.of());
  }

  Instant now() {
    return now;
  }

  void available(CarrierId carrier) {
    handle(new Input.AvailabilityChanged(carrier, true));
  }

  void unavailable(CarrierId carrier) {
    handle(new Input.AvailabilityChanged(carrier, false));
  }

  /** A client asks the device; answers with the id of its request. */
  RequestId asks(CoapMessage request) {
    return asks(DEVICE, request, "client/" + requests);
  }

  RequestId asks(Subscriber device, CoapMessage request, String origin) {
    return asks(device, request, origin, Optional.empty());
  }

  /** A client asks that says how long it waits. */
  RequestId asks(Subscriber device, CoapMessage request, String origin, Duration patience) {
    return asks(device, request, origin, Optional.of(patience));
  }

  /** A client does not want its answer any more. */
  void goes(RequestId id) {
    handle(new Input.ClientGone(id));
  }

  static CoapMessage get(String path) {
    return request(CoapType.CON, CoapCode.GET, path);
  }

  static CoapMessage request(CoapType type, CoapCode method, String path) {
    return CoapMessage.request(type, method).withOptions(List.of(CoapOption.string(11, path)));
  }

  static CoapMessage withPayload(CoapMessage message, int octets) {
    return message.withPayload(Bytes.copyOf(new byte[octets]));
  }

  /** A response to what is on the air: on its ACK, or in a message of its own. */
  static CoapMessage content(CoapMessage onAir, CoapType type, int messageId) {
    return CoapMessage.response(type, CoapCode.CONTENT, onAir.token())
        .withMessageId(messageId)
        .withPayload(Bytes.ofUtf8("21.5"));
  }

  static CoapMessage onAck(CoapMessage onAir) {
    return content(onAir, CoapType.ACK, onAir.messageId());
  }

  /** The next segment that the engine handed to a carrier. */
  Submission submitted() {
    assertThat(submissions).as("segments handed over").isNotEmpty();
    return submissions.removeFirst();
  }

  boolean hasSubmitted() {
    return !submissions.isEmpty();
  }

  Submission accepted() {
    Submission submission = submitted();
    ends(submission, new SubmissionOutcome.Accepted("id" + ids++));
    return submission;
  }

  void ends(Submission submission, SubmissionOutcome outcome) {
    handle(new Input.SubmissionEnded(submission.id(), outcome));
  }

  void receipt(String id, ReceiptState state) {
    receipt(id, Optional.of(DEVICE.address()), state);
  }

  void receipt(String id, Optional<Address> recipient, ReceiptState state) {
    handle(new Input.ReceiptArrived(new Receipt(CARRIER, id, recipient, state, state.name())));
  }

  /** The CoAP message of a segment that is one alone. */
  static CoapMessage coap(Submission submission) {
    return coap(submission.userData().octets());
  }

  static CoapMessage coap(Bytes octets) {
    try {
      return CoapMessage.decode(octets);
    } catch (MalformedCoap e) {
      throw new AssertionError(e);
    }
  }

  /** The device says something in one short message, marked by its port. */
  void says(CoapMessage message) {
    says(DEVICE, message, Optional.empty());
  }

  /** The same, but the network hands it over through that carrier. */
  void saysThrough(CarrierId carrier, CoapMessage message) {
    arrives(carrier, DEVICE.address(), marked(message), Optional.empty());
  }

  void says(Subscriber device, CoapMessage message, Optional<Instant> serviceCentreTime) {
    arrives(device, marked(message), serviceCentreTime);
  }

  void arrives(Subscriber device, UserData userData, Optional<Instant> serviceCentreTime) {
    arrives(CARRIER, device.address(), userData, serviceCentreTime);
  }

  void arrivesFrom(Address sender, CoapMessage message) {
    arrives(CARRIER, sender, marked(message), Optional.empty());
  }

  static UserData part(Bytes octets, int reference, int total, int sequence) {
    UserDataHeader header = Framing.MARKED.header(Framing.COAP_PORTS, reference, total, sequence);
    return UserData.ofOctets(header, octets);
  }

  /** The upstream answers the device's request. */
  void upstreamAnswers(Action.AskUpstream question, CoapMessage response) {
    handle(new Input.UpstreamAnswered(question.id(), new Answer.Response(response)));
  }

  void fails(Action.AskUpstream question, Answer.Reason reason, String detail) {
    handle(new Input.UpstreamAnswered(question.id(), Answer.failure(reason, detail)));
  }

  /** So many exchanges are answered after so long each, without receipts. */
  void learns(int exchanges, Duration roundTrip) {
    for (int i = 0; i < exchanges; i++) {
      asks(get("learning"));
      CoapMessage onAir = coap(accepted());
      passes(roundTrip);
      says(onAck(onAir));
      response();
    }
  }

  /** What a carrier was asked. */
  Query query() {
    assertThat(queries).as("questions to carriers").isNotEmpty();
    return queries.removeFirst();
  }

  void answers(Query query, ReceiptState state) {
    handle(new Input.ReceiptArrived(Receipt.answering(query, state, state.name())));
  }

  void congested(CarrierId carrier, int level) {
    handle(new Input.CongestionReported(carrier, level));
  }

  Answer answer() {
    assertThat(answers).as("answers to clients").isNotEmpty();
    return answers.removeFirst().answer();
  }

  Answer.Failure failure() {
    Answer answer = answer();
    assertThat(answer).isInstanceOf(Answer.Failure.class);
    return (Answer.Failure) answer;
  }

  CoapMessage response() {
    Answer answer = answer();
    assertThat(answer).isInstanceOf(Answer.Response.class);
    return ((Answer.Response) answer).message();
  }

  Action.AskUpstream question() {
    assertThat(questions).as("questions to the upstream").isNotEmpty();
    return questions.removeFirst();
  }

  void nothingElse() {
    assertThat(submissions).as("segments handed over").isEmpty();
    assertThat(queries).as("questions to carriers").isEmpty();
    assertThat(answers).as("answers to clients").isEmpty();
    assertThat(questions).as("questions to the upstream").isEmpty();
  }

  /** How often something was noticed. */
  long times(EventKind kind) {
    return notes.stream().filter(note -> note.kind() == kind).count();
  }

  void noted(EventKind kind) {
    assertThat(notes).extracting(Noted::kind).contains(kind);
  }

  /** Time passes; everything that falls due on the way is looked after when it is due. */
  void passes(Duration duration) {
    Instant until = now.plus(duration);
    Optional<Instant> next = engine.nextTimeout();
    while (next.isPresent() && !next.get().isAfter(until)) {
      now = next.get().isAfter(now) ? next.get() : now;
      engine.handleTimeout(now);
      take();
      next = engine.nextTimeout();
    }
    now = until;
  }

  /** The process dies and another one starts from what was committed. */
  void crashes() {
    engine = new Engine(directory, new SplittableRandom(now.toEpochMilli()), collaborators);
    submissions.clear();
    engine.recover(now, List.copyOf(store.values()));
    take();
    directory.carriers().keySet().forEach(this::available);
  }

  Engine engine() {
    return engine;
  }

  private RequestId asks(
      Subscriber device, CoapMessage request, String origin, Optional<Duration> patience) {
    RequestId id = new RequestId("r" + requests++);
    handle(new Input.ClientRequest(id, origin, device, request, patience));
    return id;
  }

  private static UserData marked(CoapMessage message) {
    return UserData.ofOctets(Framing.MARKED.header(Framing.COAP_PORTS), message.encode());
  }

  private void arrives(
      CarrierId carrier, Address sender, UserData userData, Optional<Instant> serviceCentreTime) {
    handle(
        new Input.SmsArrived(
            new IncomingSms(
                carrier, sender, 0, DataCoding.OCTETS_8BIT, userData, serviceCentreTime)));
  }

  private void handle(Input input) {
    engine.handle(now, input);
    take();
  }

  private void take() {
    Step step = engine.takeStep();
    for (Change change : step.changes()) {
      if (change instanceof Change.Put put) {
        store.put(put.key(), put.entry());
      } else {
        store.remove(change.key());
      }
    }
    notes.addAll(step.notes());
    step.actions()
        .forEach(
            action ->
                action.tell(
                    new Action.Handler() {
                      @Override
                      public void submit(Action.Submit submit) {
                        submissions.add(submit.submission());
                      }

                      @Override
                      public void ask(Action.Ask ask) {
                        queries.add(ask.query());
                      }

                      @Override
                      public void answerClient(Action.AnswerClient answer) {
                        answers.add(answer);
                      }

                      @Override
                      public void askUpstream(Action.AskUpstream question) {
                        questions.add(question);
                      }
                    }));
  }
}
