package org.coapsms.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.coapsms.simulator.smsc.IdText;
import org.coapsms.simulator.smsc.Limits;
import org.coapsms.simulator.smsc.ReceiptHabits;
import org.coapsms.simulator.smsc.ReceiptStyle;
import org.coapsms.simulator.smsc.TlsIdentity;

/** Reads what is unusual about an SMPP account from its part of a simulation's YAML. */
final class SmscSettingsReader {
  static final Set<String> KEYS =
      Set.of(
          "window", "limits", "responseIds", "receipts", "outbindPort", "responseLatency", "tls");

  private final BiConsumer<String, String> problems;

  /**
   * Prepares a reader.
   *
   * @param problems takes a key and what is wrong there
   */
  SmscSettingsReader(BiConsumer<String, String> problems) {
    this.problems = problems;
  }

  /**
   * Reads the settings; unknown keys below the account's own are reported.
   *
   * @throws IllegalArgumentException if a value is wrong
   */
  SmscSettings read(String key, JsonNode smsc) {
    SmscSettings usual = SmscSettings.USUAL;
    return new SmscSettings(
        whole(smsc, "window", usual.window()),
        limits(key + ".limits", smsc.path("limits")),
        ids(smsc, "responseIds"),
        style(smsc.path("receipts")),
        habits(key + ".receipts", smsc.path("receipts")),
        whole(smsc, "outbindPort", usual.outbindPort()),
        duration(smsc, "responseLatency"),
        tls(key + ".tls", smsc.path("tls")));
  }

  private Limits limits(String key, JsonNode limits) {
    requireKnown(key, limits, Set.of("rate", "window", "queue", "binds"));
    Limits none = Limits.NONE;
    return new Limits(
        number(limits, "rate", none.rate()),
        whole(limits, "window", none.window()),
        whole(limits, "queue", none.queue()),
        whole(limits, "binds", none.binds()));
  }

  private static ReceiptStyle style(JsonNode receipts) {
    ReceiptStyle standard = ReceiptStyle.STANDARD;
    return new ReceiptStyle(
        ids(receipts, "ids"),
        receipts.path("template").asText(standard.template()),
        receipts.path("tlvs").asBoolean(standard.tlvs()));
  }

  private ReceiptHabits habits(String key, JsonNode receipts) {
    requireKnown(key, receipts, Set.of("ids", "template", "tlvs", "delay", "disorder", "lies"));
    return new ReceiptHabits(
        duration(receipts, "delay"), number(receipts, "disorder", 0), number(receipts, "lies", 0));
  }

  private Optional<TlsIdentity> tls(String key, JsonNode tls) {
    if (tls.isMissingNode()) {
      return Optional.empty();
    }
    requireKnown(key, tls, Set.of("certificate", "key", "password", "clientAuthority"));
    if (!tls.hasNonNull("certificate")) {
      throw new IllegalArgumentException("tls needs a certificate");
    }
    return Optional.of(
        new TlsIdentity(
            Path.of(tls.path("certificate").asText()),
            path(tls, "key"),
            tls.path("password").asText(),
            path(tls, "clientAuthority")));
  }

  private static Optional<Path> path(JsonNode tls, String key) {
    return tls.has(key) ? Optional.of(Path.of(tls.path(key).asText())) : Optional.empty();
  }

  /** An {@link IdText} in camelCase. */
  private static IdText ids(JsonNode node, String key) {
    String text = node.path(key).asText("decimal");
    for (IdText known : IdText.values()) {
      if (known.name().replace("_", "").equalsIgnoreCase(text)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        key + ": decimal, decimalPadded, hex, hexUpper, hexPadded or constant, not " + text);
  }

  private static Duration duration(JsonNode node, String key) {
    return Numbers.duration(node.path(key).asText("0"));
  }

  private static double number(JsonNode node, String key, double usual) {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isNumber()) {
      throw new IllegalArgumentException(key + ": a number expected");
    }
    return value.asDouble(usual);
  }

  private static int whole(JsonNode node, String key, int usual) {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.canConvertToInt()) {
      throw new IllegalArgumentException(key + ": a whole number expected");
    }
    return value.asInt(usual);
  }

  private void requireKnown(String key, JsonNode node, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problems.accept(key + "." + name, "unknown key");
              }
            });
  }
}
