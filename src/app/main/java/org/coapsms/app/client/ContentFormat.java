package org.coapsms.app.client;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a Content-Format by its number or by the names in common use (IANA, CoRE Parameters). */
final class ContentFormat implements ITypeConverter<Integer> {
  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("text/plain", 0),
          Map.entry("text", 0),
          Map.entry("application/link-format", 40),
          Map.entry("link-format", 40),
          Map.entry("application/xml", 41),
          Map.entry("xml", 41),
          Map.entry("application/octet-stream", 42),
          Map.entry("binary", 42),
          Map.entry("application/json", 50),
          Map.entry("json", 50),
          Map.entry("application/cbor", 60),
          Map.entry("cbor", 60),
          Map.entry("application/senml+json", 110),
          Map.entry("application/senml+cbor", 112),
          Map.entry("application/vnd.oma.lwm2m+tlv", 11542),
          Map.entry("application/vnd.oma.lwm2m+json", 11543));

  private static final int MAX = 0xFFFF;

  @Override
  public Integer convert(String text) {
    Integer known = NAMES.get(text.toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is no Content-Format; write a number from 0 to 65535, or text, json, cbor,"
              + " xml, binary, link-format");
    }
    return Integer.valueOf(text);
  }
}
