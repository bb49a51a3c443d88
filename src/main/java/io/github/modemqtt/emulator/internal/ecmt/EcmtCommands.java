package io.github.modemqtt.emulator.internal.ecmt;

import static io.github.modemqtt.emulator.internal.command.CmeError.OPERATION_NOT_ALLOWED;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.decimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalString;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.string;

import io.github.modemqtt.emulator.internal.command.CommandHandler;
import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.Parameters;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The ECMT commands other than ECMTCFG and ECMTPUB. All they refuse is CME 3. */
public final class EcmtCommands {
  static final int MAX_ID = 65_535;
  static final int MAX_QOS = 2;
  private static final int MAX_PORT = 65_535;

  private final EcmtClient client;
  private final ModuleLimits limits;
  private final FirmwareDelays delays;
  private final ModuleTime time;
  private final ConfigurationCommand configuration;
  private final PublishCommand publish;

  /**
   * Creates the family.
   *
   * @param client what the commands work on
   * @param limits the sizes allowed
   * @param delays the waits of the firmware
   * @param time the module's time
   */
  public EcmtCommands(
      EcmtClient client, ModuleLimits limits, FirmwareDelays delays, ModuleTime time) {
    this.client = client;
    this.limits = limits;
    this.delays = delays;
    this.time = time;
    configuration = new ConfigurationCommand(client);
    publish = new PublishCommand(client, limits);
  }

  /**
   * Adds the commands.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    configuration.register(table);
    publish.register(table);
    add(table, CommandSpec.parameter("+ECMTOPEN", decimal(), string(), decimal()), this::open);
    add(
        table,
        CommandSpec.parameter(
            "+ECMTCONN", decimal(), optionalString(), optionalString(), optionalString()),
        this::connect);
    add(
        table,
        CommandSpec.parameter("+ECMTSUB", decimal(), decimal(), string(), decimal()),
        form("+ECMTSUB: (0),<msgID>,\"<topic>\",<qos>", this::subscribe));
    add(
        table,
        CommandSpec.parameter("+ECMTUNS", decimal(), decimal(), string()),
        form("+ECMTUNS: (0),<msgID>,\"<topic>\"", this::unsubscribe));
    add(
        table,
        CommandSpec.parameter("+ECMTDISC", decimal()),
        form("+ECMTDISC: (0)", parameters -> client.disconnect()));
    add(
        table,
        CommandSpec.parameter("+ECMTCLOSE", decimal()),
        form("+ECMTCLOSE: (0)", parameters -> client.close()));
  }

  private static void add(CommandTable table, CommandSpec spec, CommandHandler handler) {
    table.add(spec, OPERATION_NOT_ALLOWED, handler);
  }

  /** Forgets what a reset forgets. */
  public void reset() {
    publish.reset();
  }

  /** The set form of a command: what remains to be done after OK, or null if it is refused. */
  @FunctionalInterface
  private interface SetForm {
    @Nullable Runnable run(Parameters parameters);
  }

  private CommandHandler form(String testAnswer, SetForm set) {
    return (operation, parameters, reply) -> {
      switch (operation) {
        case TEST -> reply.ok(testAnswer);
        case SET -> {
          parameters.number(0, 0, 0);
          answerQueued(client, reply, set.run(parameters));
        }
        default -> reply.error(OPERATION_NOT_ALLOWED);
      }
    };
  }

  /** Answers when the send task's queue has room; without any in time, nothing follows OK. */
  static void answerQueued(EcmtClient client, Reply reply, @Nullable Runnable afterwards) {
    if (afterwards == null) {
      reply.error(OPERATION_NOT_ALLOWED);
    } else {
      if (client.sendTask().isFull()) {
        client.audit().sendQueueFull();
      }
      client.sendTask().admit(() -> answer(reply, afterwards), reply::ok);
    }
  }

  private static void answer(Reply reply, @Nullable Runnable afterwards) {
    if (afterwards == null) {
      reply.error(OPERATION_NOT_ALLOWED);
    } else {
      reply.ok();
      afterwards.run();
    }
  }

  private void open(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+ECMTOPEN: (0),<host_name>,<port>");
      case READ -> readOpen(reply);
      case SET -> {
        parameters.number(0, 0, 0);
        String host = parameters.requireText(1, limits.host());
        int port = parameters.number(2, 1, MAX_PORT);
        Duration sleep = client.openStartsTasks() ? delays.open() : Duration.ZERO;
        Runnable afterwards = client.open(host, port);
        if (sleep.isZero()) {
          answer(reply, afterwards);
        } else {
          time.after(sleep, () -> answer(reply, afterwards));
        }
      }
      default -> reply.error(OPERATION_NOT_ALLOWED);
    }
  }

  private void readOpen(Reply reply) {
    Context context = client.context();
    if (context == null || context.host == null) {
      reply.ok();
    } else {
      reply.ok("+ECMTOPEN:0,\"" + context.host + "\"," + context.port);
    }
  }

  private void connect(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+ECMTCONN: (0),\"<clientID>\"[,\"<username>\"[,,\"<password>\"]]");
      case READ -> {
        Context context = client.context();
        if (context == null) {
          reply.ok();
        } else {
          reply.ok("+ECMTCONN:0," + context.state.reported());
        }
      }
      case SET -> {
        parameters.number(0, 0, 0);
        client.audit().credentials(hasCredentials(parameters));
        answer(
            reply,
            client.connect(
                parameters.text(1, limits.clientId()),
                parameters.text(2, limits.user()),
                parameters.text(3, limits.password())));
      }
      default -> reply.error(OPERATION_NOT_ALLOWED);
    }
  }

  private static boolean hasCredentials(Parameters parameters) {
    return parameters.hasText(1) && parameters.hasText(2) && parameters.hasText(3);
  }

  private @Nullable Runnable subscribe(Parameters parameters) {
    return client.subscribe(
        parameters.number(1, 1, MAX_ID),
        parameters.requireText(2, limits.topic()),
        parameters.number(3, 0, MAX_QOS));
  }

  private @Nullable Runnable unsubscribe(Parameters parameters) {
    return client.unsubscribe(
        parameters.number(1, 1, MAX_ID), parameters.requireText(2, limits.topic()));
  }
}
