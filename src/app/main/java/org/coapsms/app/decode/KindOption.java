package org.coapsms.app.decode;

import org.coapsms.codec.decode.Kind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a kind in any case, {@code submit} as well as {@code SMS-SUBMIT}. */
final class KindOption implements ITypeConverter<Kind> {
  @Override
  public Kind convert(String text) {
    return Kind.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "there is no kind '"
                        + text
                        + "'; there are "
                        + String.join(", ", Kind.labels())));
  }
}
