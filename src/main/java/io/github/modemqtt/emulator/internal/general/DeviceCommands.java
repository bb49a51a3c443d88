package io.github.modemqtt.emulator.internal.general;

import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.decimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalDecimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalMixed;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalString;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.string;

import io.github.modemqtt.emulator.internal.command.CmeError;
import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.decoder.BadParameterException;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.Parameters;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands about the device: CCLK, IPR, ECRST, ECPMUCFG, ECPCFG. Their values are in NV. */
public final class DeviceCommands {
  private static final Set<Integer> BAUD_RATES =
      Set.of(
          0, 600, 1200, 2400, 4800, 9600, 14400, 19200, 28800, 38400, 57600, 115_200, 230_400,
          460_800);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy/MM/dd,HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int MAX_ITEM = 16;
  private static final int MAX_RESET_DELAY_MS = 600_000;

  private final ModuleTime time;
  private final Runnable resetter;
  private final Map<String, Integer> platform = new LinkedHashMap<>();
  private int baudRate;
  private @Nullable Integer powerMode;
  private boolean powerModeEnabled = true;

  /**
   * Creates the family.
   *
   * @param baudRate the rate of the line
   * @param time the module's time
   * @param resetter resets the module
   */
  public DeviceCommands(int baudRate, ModuleTime time, Runnable resetter) {
    this.baudRate = baudRate;
    this.time = time;
    this.resetter = resetter;
    platform.put("faultAction", 0);
    platform.put("dumpToATPort", 0);
    platform.put("startWDT", 1);
    platform.put("logCtrl", 1);
    platform.put("logLevel", 0);
    platform.put("logBaudrate", 3_000_000);
    platform.put("slpWaitTime", 0);
  }

  /**
   * Adds the commands.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    table.add(CommandSpec.parameter("+CCLK"), this::clock);
    table.add(CommandSpec.parameter("+IPR", string()), this::rate);
    table.add(CommandSpec.action("+ECRST", optionalString(), optionalDecimal()), this::reset);
    table.add(CommandSpec.parameter("+ECPMUCFG", decimal(), optionalDecimal()), this::powerMode);
    table.add(CommandSpec.parameter("+ECPCFG", string(), optionalMixed()), this::platform);
  }

  private void clock(Operation operation, Parameters parameters, Reply reply) {
    if (operation == Operation.READ) {
      reply.ok("+CCLK: \"" + CLOCK.format(time.instant()) + "+00\"");
    } else {
      reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }

  private void rate(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+IPR: (0,600-460800)");
      case READ -> reply.ok("+IPR: " + baudRate);
      case SET -> {
        String digits = parameters.requireText(0, 6);
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')
            || !BAUD_RATES.contains(Integer.parseInt(digits))) {
          throw new BadParameterException(0);
        }
        reply.ok();
        baudRate = Integer.parseInt(digits);
      }
      default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
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
        time.after(Duration.ofMillis(delay), resetter);
      }
      default -> reply.ok();
    }
  }

  private void powerMode(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+ECPMUCFG: (0-1),(0-4)");
      case READ ->
          reply.ok(
              powerModeEnabled
                  ? "+ECPMUCFG: 1," + (powerMode == null ? 1 : powerMode)
                  : "+ECPMUCFG: 0");
      case SET -> {
        boolean enabled = parameters.number(0, 0, 1) == 1;
        powerMode = parameters.number(1, 0, 4, 0);
        powerModeEnabled = enabled;
        reply.ok();
      }
      default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }

  private void platform(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case READ -> reply.ok("+ECPCFG: " + platformItems());
      case SET -> {
        String item = parameters.requireText(0, MAX_ITEM);
        if (!platform.containsKey(item)) {
          throw new BadParameterException(0);
        }
        platform.put(item, parameters.number(1, 0, largest(item)));
        reply.ok();
      }
      default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }

  private static int largest(String item) {
    return switch (item) {
      case "slpWaitTime" -> 65_535;
      case "logBaudrate" -> 6_000_000;
      default -> 255;
    };
  }

  private String platformItems() {
    StringBuilder items = new StringBuilder();
    platform.forEach(
        (name, value) ->
            items
                .append(items.isEmpty() ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
    return items.toString();
  }
}
