package io.github.modemqtt.cli;

import io.github.modemqtt.modem.Pin;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Secrets, from wherever the user gives them. */
final class SecretInput {
  static final String PASSWORD_MISSING =
      "-u needs a password, because the module takes both or none: set MODEMQTT_PASSWORD, or add"
          + " --password-file FILE or -P PASSWORD";

  private static final String VALUE_VARIABLE = "MODEMQTT_SET_";

  private SecretInput() {}

  /** The option's value, a file's first line, MODEMQTT_PASSWORD, or what a person answers. */
  static @Nullable String password(String user, @Nullable String option, @Nullable Path file) {
    if (option != null && file != null) {
      throw new IllegalArgumentException("-P and --password-file exclude each other");
    }
    if (file != null) {
      return InputFile.firstLine(file);
    }
    String given = option == null ? System.getenv("MODEMQTT_PASSWORD") : option;
    return given == null ? Terminal.askPassword("Password of " + user + ": ") : given;
  }

  /** A file's first line, else the option's value, which may come from MODEMQTT_PIN. */
  static @Nullable Pin pin(@Nullable String option, @Nullable Path file) {
    if (file != null) {
      return new Pin(InputFile.firstLine(file));
    }
    return option == null ? null : new Pin(option);
  }

  /** The value of a transcript's placeholder: MODEMQTT_SET_NAME, or what a person answers. */
  static @Nullable String value(String placeholder) {
    String variable = VALUE_VARIABLE + placeholder.toUpperCase(Locale.ROOT).replace('-', '_');
    String given = System.getenv(variable);
    return given == null ? Terminal.askPassword("Value of " + placeholder + ": ") : given;
  }
}
