package org.coapsms.carrier.modem;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A key of a modem profile that nobody reads would tell its author a lie. */
class ProfileKeysTest {
  private static final String PROFILES = "org.coapsms.modem.profile";

  /** For people and for the build; the port of a device is for {@code coapsms modem list}. */
  private static final Set<String> READ_ELSEWHERE =
      Set.of("ModemProfile.title", "ModemProfile.status", "ModemProfile.evidence", "Usb.port");

  /** What only fills a profile does not use it. */
  private static final List<String> READERS = List.of("ProfileReader", "Section");

  private static final Set<String> BY_RECORDS = Set.of("equals", "hashCode", "toString", "read");

  @Test
  void everyKeyIsReadByDriverSimulatorOrRecognition() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.coapsms.carrier.modem", "org.coapsms.simulator", PROFILES);

    Set<String> unused = new TreeSet<>();
    for (JavaClass type : classes) {
      if (type.getPackageName().equals(PROFILES) && type.reflect().isRecord()) {
        for (RecordComponent component : type.reflect().getRecordComponents()) {
          if (!isRead(type, component.getName())) {
            unused.add(type.getSimpleName() + "." + component.getName());
          }
        }
      }
    }

    unused.removeAll(READ_ELSEWHERE);
    unused.removeIf(name -> name.startsWith("Problem.") || name.startsWith("ProfileMatch."));
    assertThat(unused).isEmpty();
  }

  /** Through its accessor, or within its own type directly. */
  private static boolean isRead(JavaClass type, String component) {
    return Stream.of(type.getMethod(component), type.getField(component))
        .flatMap(member -> member.getAccessesToSelf().stream())
        .anyMatch(access -> uses(access, type, component));
  }

  private static boolean uses(JavaAccess<?> access, JavaClass type, String component) {
    String origin = access.getOrigin().getName();
    boolean within = access.getOriginOwner().equals(type);
    boolean fills = access.getOrigin().isConstructor() || BY_RECORDS.contains(origin);
    return !READERS.contains(access.getOriginOwner().getSimpleName())
        && !(within && (fills || origin.equals(component)));
  }
}
