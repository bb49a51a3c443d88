package io.github.modemqtt.emulator.internal.general;

import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalDecimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalString;

import io.github.modemqtt.emulator.internal.command.CmeError;
import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.decoder.BadParameterException;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.Parameters;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The commands about the device: CCLK, ECRST. */
public final class DeviceCommands {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy/MM/dd,HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int MAX_ITEM = 16;
  private static final int MAX_RESET_DELAY_MS = 600_000;

  private final ModuleTime time;
  private final Runnable resetter;
  private ModuleClock.@Nullable Timer pending;

  /**
   * Creates the family.
   *
   * @param time the module's time
   * @param resetter resets the module
   */
  public DeviceCommands(ModuleTime time, Runnable resetter) {
    this.time = time;
    this.resetter = resetter;
  }

  /**
   * Adds the commands.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    table.add(CommandSpec.parameter("+CCLK"), this::clock);
    table.add(CommandSpec.action("+ECRST", optionalString(), optionalDecimal()), this::reset);
  }

  /** A reset that was to come later does not come after another one. */
  public void cancel() {
    if (pending != null) {
      pending.cancel();
      pending = null;
    }
  }

  private void clock(Operation operation, Parameters parameters, Reply reply) {
    if (operation == Operation.READ) {
      reply.ok("+CCLK: \"" + CLOCK.format(time.instant()) + "+00\"");
    } else {
      reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }

  private void reset(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case EXECUTE -> {
        reply.ok();
        resetter.run();
      }
      case SET -> {
        if (!"delay".equals(parameters.text(0, MAX_ITEM))) {
          throw new BadParameterException(0);
        }
        int delay = parameters.number(1, 0, MAX_RESET_DELAY_MS);
        reply.ok();
        cancel();
        pending = time.after(Duration.ofMillis(delay), resetter);
      }
      default -> reply.ok();
    }
  }
}
