package io.github.modemqtt.cli;

import io.github.modemqtt.ecmt.EcmtProfile;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.transcript.log.LogFormat;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** What a shell offers for the values of options. */
abstract class Choices implements Iterable<String> {
  abstract List<String> values();

  @Override
  public Iterator<String> iterator() {
    return values().iterator();
  }

  /** Of {@code emulate --profile}. */
  static final class Profiles extends Choices {
    @Override
    List<String> values() {
      return ModuleProfile.all().stream().map(ModuleProfile::name).toList();
    }
  }

  /** Of {@code pub --profile}. */
  static final class Builds extends Choices {
    static final List<EcmtProfile> PROFILES =
        List.of(EcmtProfile.EC616, EcmtProfile.EC616_OLD, EcmtProfile.EC616_REF);

    @Override
    List<String> values() {
      return PROFILES.stream().map(EcmtProfile::name).toList();
    }
  }

  /** Of {@code emulate --network}. */
  static final class Networks extends Choices {
    @Override
    List<String> values() {
      return List.of("ideal", "nb-iot");
    }
  }

  /** Of {@code decode --format}. */
  static final class Notations extends Choices {
    @Override
    List<String> values() {
      return Arrays.stream(InputNotation.values())
          .map(notation -> notation.name().toLowerCase(Locale.ROOT))
          .toList();
    }
  }

  /** Of {@code import --format}. */
  static final class LogFormats extends Choices {
    @Override
    List<String> values() {
      return Arrays.stream(LogFormat.values()).map(LogFormat::label).toList();
    }
  }

  /** Of {@code replay --speed}. */
  static final class Speeds extends Choices {
    @Override
    List<String> values() {
      return List.of("recorded", "fast", "x10");
    }
  }

  /** Of {@code probe --baud}. */
  static final class Rates extends Choices {
    @Override
    List<String> values() {
      return List.of("auto", "9600", "115200");
    }
  }

  /** Of {@code --qos}. */
  static final class Levels extends Choices {
    @Override
    List<String> values() {
      return List.of("0", "1", "2");
    }
  }
}
