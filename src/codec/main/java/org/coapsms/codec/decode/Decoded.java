package org.coapsms.codec.decode;

import java.util.List;
import java.util.Map;
import org.coapsms.codec.Bytes;

/**
 * Holds what octets were found to be.
 *
 * <p>{@code json} is a tree of maps, lists, texts, numbers and truth values, ready for any JSON
 * writer. Absent things have no key. Its keys:
 *
 * <ul>
 *   <li>{@code kind}: as {@link Kind#label};
 *   <li>short messages: {@code smsc}, {@code address} (as {@code +491701234567}, {@code 10000} or
 *       the letters), {@code addressType.{ton,npi}}, {@code pid}, {@code dcs}, {@code dcsMeaning},
 *       {@code reference}, {@code validity}, {@code timestamp} and {@code discharge} (ISO 8601 with
 *       offset; the seven octets in hexadecimal if they are no time), {@code
 *       status.{code,class,description}};
 *   <li>user data: {@code udh.concat.{bits,ref,total,seq}}, {@code
 *       udh.ports.{bits,destination,source}}, {@code udh.elements[].{id,data}}, {@code udh.hex};
 *       {@code text}, or {@code userData} in hexadecimal for what is no text, both without the
 *       header;
 *   <li>{@code coap.{type,code,codeName,mid,token,options[].{number,name,value},payload}}: token
 *       and payload in hexadecimal, {@code payloadText} beside it if it is text; an option's value
 *       is a text or a number where its format is known, else hexadecimal. A short message to or
 *       from port 5683, or without ports and looking like CoAP, has it beside {@code userData};
 *       {@code coap.complete} is false for the first of several parts; {@code coapError} says why a
 *       message to port 5683 is none;
 *   <li>SMPP: {@code command}, {@code commandId}, {@code commandStatus}, {@code commandStatusName},
 *       {@code sequence}, {@code source}, {@code destination}, {@code fields} (all of the body by
 *       their names in the specification), {@code tlvs[].{tag,name,value}}, and what a short
 *       message has;
 *   <li>{@code receipt.{id,sub,dlvrd,submitDate,doneDate,stat,err,text,state}}.
 * </ul>
 *
 * @param kind of the message as a whole
 * @param octets all of the input
 * @param fields in the order of their octets
 * @param json for machines
 */
public record Decoded(Kind kind, Bytes octets, List<Field> fields, Map<String, Object> json) {
  private static final int RANGE_WIDTH = 9;
  private static final int NAME_WIDTH = 32;

  public Decoded {
    fields = List.copyOf(fields);
  }

  /** The tree for people, a line a field: its octets, its name, its value. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(kind).append(", ").append(octets.size()).append(" octets\n");
    fields.forEach(field -> append(text, field, 0));
    return text.toString();
  }

  private static void append(StringBuilder text, Field field, int depth) {
    String name = "  ".repeat(depth) + field.name();
    String line = pad(field.range(), RANGE_WIDTH) + pad(name, NAME_WIDTH) + oneLine(field.value());
    text.append("  ").append(line.stripTrailing()).append('\n');
    field.children().forEach(child -> append(text, child, depth + 1));
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  /** A received text must not move the terminal's cursor or change its colours. */
  private static String oneLine(String value) {
    StringBuilder line = new StringBuilder(value.length());
    value
        .chars()
        .forEach(
            c -> {
              if (c == '\n') {
                line.append("\\n");
              } else if (c == '\r') {
                line.append("\\r");
              } else if (Character.isISOControl(c)) {
                line.append(String.format("\\u%04x", c));
              } else {
                line.append((char) c);
              }
            });
    return line.toString();
  }
}
