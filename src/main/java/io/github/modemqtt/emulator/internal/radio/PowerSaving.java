package io.github.modemqtt.emulator.internal.radio;

import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalDecimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalString;

import io.github.modemqtt.emulator.internal.command.CmeError;
import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.decoder.BadParameterException;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.Parameters;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Power saving mode (CPSMS), in the module's NV memory. */
public final class PowerSaving {
  private static final String TIMER_RANGE = "(\"00000000\"-\"11111111\")";

  private boolean on;
  private @Nullable String periodicUpdate;
  private @Nullable String activeTime;

  /**
   * Adds the command.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    table.add(
        CommandSpec.parameter(
            "+CPSMS",
            optionalDecimal(),
            optionalString(),
            optionalString(),
            optionalString(),
            optionalString()),
        this::run);
  }

  private void run(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+CPSMS: (0,1),,," + TIMER_RANGE + "," + TIMER_RANGE);
      case READ -> reply.ok("+CPSMS: " + (on ? "1" + timers() : "0"));
      case SET -> {
        set(parameters);
        reply.ok();
      }
      default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }

  private void set(Parameters parameters) {
    boolean turnOn = parameters.number(0, 0, 1, 0) == 1;
    String newPeriodicUpdate = timer(parameters, 3);
    String newActiveTime = timer(parameters, 4);
    on = turnOn;
    if (newPeriodicUpdate != null) {
      periodicUpdate = newPeriodicUpdate;
    }
    if (newActiveTime != null) {
      activeTime = newActiveTime;
    }
  }

  private static @Nullable String timer(Parameters parameters, int index) {
    String bits = parameters.text(index, 8);
    if (bits != null && !(bits.length() == 8 && bits.chars().allMatch(c -> c == '0' || c == '1'))) {
      throw new BadParameterException(index);
    }
    return bits;
  }

  private String timers() {
    if (periodicUpdate == null && activeTime == null) {
      return "";
    }
    return ",,," + quoted(periodicUpdate) + (activeTime == null ? "" : "," + quoted(activeTime));
  }

  /** The last fields of a registration status: active time, then periodic update. */
  String registrationFields() {
    return on && activeTime != null
        ? ",,," + quoted(activeTime) + "," + quoted(periodicUpdate)
        : "";
  }

  /** How long a module without a connection waits before it saves power, if it ever does. */
  Optional<Duration> activeTime() {
    if (!on || activeTime == null) {
      return Optional.empty();
    }
    int timer = Integer.parseInt(activeTime, 2);
    long units = timer & 0x1F;
    // 24.008, 10.5.7.4: GPRS timer 2.
    return switch (timer >> 5) {
      case 0 -> Optional.of(Duration.ofSeconds(2 * units));
      case 2 -> Optional.of(Duration.ofMinutes(6 * units));
      case 7 -> Optional.empty();
      default -> Optional.of(Duration.ofMinutes(units));
    };
  }

  private static String quoted(@Nullable String bits) {
    return bits == null ? "" : "\"" + bits + "\"";
  }
}
