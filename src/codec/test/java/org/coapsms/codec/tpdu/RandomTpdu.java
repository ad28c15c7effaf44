package org.coapsms.codec.tpdu;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;

/** Makes TPDUs of every shape out of chance. */
final class RandomTpdu {
  private static final String CHARACTERS = "@£$ΔΩ aZ09~[]{}€|^\\ñü?";
  private final RandomGenerator random;

  RandomTpdu(RandomGenerator random) {
    this.random = random;
  }

  SmsSubmit submit() {
    DataCoding coding = coding();
    return new SmsSubmit(
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(256),
        address(),
        random.nextInt(256),
        coding,
        validity(),
        userData(coding));
  }

  SmsDeliver deliver() {
    DataCoding coding = coding();
    return new SmsDeliver(
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        address(),
        random.nextInt(256),
        coding,
        time(),
        userData(coding));
  }

  SmsStatusReport report() {
    Optional<DataCoding> coding = random.nextBoolean() ? Optional.of(coding()) : Optional.empty();
    return new SmsStatusReport(
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(256),
        address(),
        time(),
        new ServiceCentreTime(octets(7)),
        new DeliveryStatus(random.nextInt(256)),
        random.nextBoolean() ? Optional.of(random.nextInt(256)) : Optional.empty(),
        coding,
        random.nextBoolean()
            ? Optional.of(userData(coding.orElse(DataCoding.GSM7)))
            : Optional.empty());
  }

  private Address address() {
    int typeOfNumber = random.nextInt(8);
    int plan = random.nextInt(16);
    return typeOfNumber == Address.ALPHANUMERIC
        ? new Address(typeOfNumber, plan, text("CoapSMS 4U", 11))
        : new Address(typeOfNumber, plan, text("0123456789*#abc", 20));
  }

  private ValidityPeriod validity() {
    return switch (random.nextInt(4)) {
      case 0 -> ValidityPeriod.none();
      case 1 -> new ValidityPeriod.Relative(random.nextInt(256));
      case 2 -> new ValidityPeriod.Absolute(time());
      default -> new ValidityPeriod.Enhanced(octets(7));
    };
  }

  private ServiceCentreTime time() {
    return ServiceCentreTime.of(
        Instant.ofEpochSecond(1_000_000_000L + random.nextInt(1_000_000_000)),
        ZoneOffset.ofTotalSeconds((random.nextInt(113) - 48) * 900));
  }

  private DataCoding coding() {
    return new DataCoding(random.nextInt(256));
  }

  private UserData userData(DataCoding coding) {
    UserDataHeader header = header();
    int room = UserData.MAX_OCTETS - header.size();
    return switch (coding.countsSeptets() ? Alphabet.GSM7 : Alphabet.OCTETS) {
      case GSM7 -> UserData.ofGsm7(header, text(CHARACTERS, (room - 1) * 8 / 7 / 2));
      default -> UserData.ofOctets(header, octets(random.nextInt(room + 1)));
    };
  }

  private UserDataHeader header() {
    List<InformationElement> elements = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int bits = random.nextBoolean() ? 8 : 16;
      int total = 1 + random.nextInt(255);
      elements.add(
          switch (random.nextInt(3)) {
            case 0 ->
                new Concatenation(
                    bits, random.nextInt(1 << bits), total, 1 + random.nextInt(total));
            case 1 -> new Ports(bits, random.nextInt(1 << bits), random.nextInt(1 << bits));
            default -> new UnknownElement(9 + random.nextInt(247), octets(random.nextInt(10)));
          });
    }
    return new UserDataHeader(elements);
  }

  private Bytes octets(int count) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    return Bytes.copyOf(octets);
  }

  private String text(String characters, int longest) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }
}
