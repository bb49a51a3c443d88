package io.github.modemqtt.emulator.internal.command;

import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Grammar;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The commands of a module: what the decoder knows of them, and who runs them. */
public final class CommandTable implements Grammar {
  private final Map<String, Entry> entries = new HashMap<>();

  /** The error number stands for a parameter out of range; it is the family's habit. */
  private record Entry(CommandSpec spec, CommandHandler handler, int badParameter) {}

  /**
   * Adds a command that answers a bad parameter with {@code +CME ERROR: 50}.
   *
   * @param spec the command
   * @param handler who runs it
   */
  public void add(CommandSpec spec, CommandHandler handler) {
    add(spec, CmeError.INCORRECT_PARAMETERS, handler);
  }

  /**
   * Adds a command.
   *
   * @param spec the command
   * @param badParameter the error number for a bad parameter
   * @param handler who runs it
   */
  public void add(CommandSpec spec, int badParameter, CommandHandler handler) {
    entries.put(key(spec.name()), new Entry(spec, handler, badParameter));
  }

  @Override
  public @Nullable CommandSpec find(String name, boolean basic) {
    Entry entry = entries.get(key(name));
    return entry == null || (entry.spec().kind() == CommandSpec.Kind.BASIC) != basic
        ? null
        : entry.spec();
  }

  CommandHandler handler(CommandSpec spec) {
    return entry(spec).handler();
  }

  int badParameter(CommandSpec spec) {
    return entry(spec).badParameter();
  }

  private Entry entry(CommandSpec spec) {
    return Objects.requireNonNull(entries.get(key(spec.name())), spec.name());
  }

  private static String key(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
