package io.github.modemqtt.emulator.internal.ecmt;

import static io.github.modemqtt.emulator.internal.command.CmeError.OPERATION_NOT_ALLOWED;

import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.decoder.BadParameterException;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.ParameterSpec;
import io.github.modemqtt.emulator.internal.decoder.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * ECMTCFG: sets or shows one item of the context.
 *
 * <p>All parameters are of the mixed type, so that a quoted number is CME 3 here and not a plain
 * {@code ERROR}. Values are checked before a context is made for them.
 */
final class ConfigurationCommand {
  private static final int MAX_PARAMETERS = 13;
  private static final int MAX_ITEM = 16;
  private static final int MAX_WILL_TEXT = 255;
  private static final int MAX_KEEP_ALIVE_SECONDS = 3600;
  private static final int MAX_PACKET_TIMEOUT_SECONDS = 60;
  private static final int MAX_RETRIES = 10;
  private static final int MAX_CLOUD = 255;
  private static final int MAX_ALI_NAME = 32;
  private static final int MAX_ALI_SECRET = 64;
  private static final int MAX_TLS_TYPE = 16;
  private static final int ALI_CLOUD = 2;

  private static final String TEST_ANSWER =
      String.join(
          "\r\n",
          "+ECMTCFG:\"keepalive\",(0),(0-3600),",
          "+ECMTCFG:\"session\",(0),(0,1)",
          "+ECMTCFG:\"timeout\",(0),(1-60),(1-10),(0,1)",
          "+ECMTCFG:\"will\",(0),(0,1),(0-2),(0,1),\"will_topic\",\"will_msg\"",
          "+ECMTCFG:\"version\",(0),(3,4)",
          "+ECMTCFG:\"aliauth\",(0),\"productkey\",\"devicename\",\"devicesecret\"",
          "+ECMTCFG:\"cloud\",(0-255),(0-255)");

  private final EcmtClient client;

  ConfigurationCommand(EcmtClient client) {
    this.client = client;
  }

  void register(CommandTable table) {
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.add(new ParameterSpec(ParameterSpec.Type.MIXED, true));
    while (parameters.size() < MAX_PARAMETERS) {
      parameters.add(ParameterSpec.optionalMixed());
    }
    Duration guard = CommandSpec.DEFAULT_GUARD;
    table.add(
        new CommandSpec("+ECMTCFG", CommandSpec.Kind.PARAMETER, parameters, guard),
        OPERATION_NOT_ALLOWED,
        this::run);
  }

  private void run(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok(TEST_ANSWER);
      case SET -> item(parameters, reply);
      default -> reply.error(OPERATION_NOT_ALLOWED);
    }
  }

  private void item(Parameters parameters, Reply reply) {
    String item = parameters.requireText(0, MAX_ITEM);
    if (item.equals("ssl")) {
      set(tls(parameters), reply);
      return;
    }
    parameters.number(1, 0, 0, 0);
    if (parameters.isPresent(2)) {
      set(value(item, parameters), reply);
      return;
    }
    Context context = client.context();
    String values = context == null ? null : shown(item, context.settings);
    if (values == null) {
      reply.error(OPERATION_NOT_ALLOWED);
    } else {
      reply.ok("+ECMTCFG: \"" + item + "\"," + values);
    }
  }

  private void set(Consumer<Settings> change, Reply reply) {
    change.accept(client.contextForConfiguration().settings);
    reply.ok();
  }

  private static Consumer<Settings> value(String item, Parameters parameters) {
    return switch (item) {
      case "echomode" -> {
        int mode = parameters.number(2, 0, 1);
        yield settings -> settings.echoMode = mode;
      }
      case "dataformat" -> {
        int send = parameters.number(2, 0, 1);
        int receive = parameters.number(3, 0, 1, 0);
        yield settings -> {
          settings.sendFormat = send;
          settings.receiveFormat = receive;
        };
      }
      case "keepalive" -> {
        int seconds = parameters.number(2, 0, MAX_KEEP_ALIVE_SECONDS);
        yield settings -> settings.setKeepAlive(seconds);
      }
      case "session" -> {
        int clean = parameters.number(2, 0, 1);
        yield settings -> settings.setSession(clean);
      }
      case "timeout" -> timeout(parameters);
      case "will" -> will(parameters);
      case "version" -> {
        int version = parameters.number(2, 3, 4);
        yield settings -> settings.version = version;
      }
      case "cloud" -> {
        int cloud = parameters.number(2, 0, MAX_CLOUD);
        int payloadType = parameters.number(3, 0, MAX_CLOUD);
        yield settings -> {
          settings.cloud = cloud;
          settings.payloadType = payloadType;
        };
      }
      case "aliauth" -> aliAuth(parameters);
      default -> throw new BadParameterException(0);
    };
  }

  private static Consumer<Settings> timeout(Parameters parameters) {
    int packet = parameters.number(2, 1, MAX_PACKET_TIMEOUT_SECONDS);
    int retries = parameters.number(3, 1, MAX_RETRIES, 3);
    int notice = parameters.number(4, 0, 1, 0);
    return settings -> {
      settings.packetTimeout = packet;
      settings.retries = retries;
      settings.timeoutNotice = notice;
    };
  }

  /** Without both texts the answer is OK all the same, but nothing is set. */
  private static Consumer<Settings> will(Parameters parameters) {
    boolean flag = parameters.number(2, 0, 1) == 1;
    int qos = parameters.number(3, 0, EcmtCommands.MAX_QOS, 0);
    boolean retain = parameters.number(4, 0, 1, 0) == 1;
    String topic = parameters.text(5, MAX_WILL_TEXT);
    String message = parameters.text(6, MAX_WILL_TEXT);
    return settings -> {
      if (topic != null && message != null) {
        settings.willFlag = flag;
        settings.willQos = qos;
        settings.willRetain = retain;
        settings.willTopic = topic;
        settings.willMessage = message;
      }
    };
  }

  /** Stored and shown only: no signature is made of it. */
  private static Consumer<Settings> aliAuth(Parameters parameters) {
    String product = parameters.text(2, MAX_ALI_NAME);
    String device = parameters.text(3, MAX_ALI_NAME);
    String secret = parameters.text(4, MAX_ALI_SECRET);
    return settings -> {
      settings.aliProduct = product;
      settings.aliDevice = device;
      settings.aliSecret = secret;
      settings.cloud = ALI_CLOUD;
    };
  }

  private static Consumer<Settings> tls(Parameters parameters) {
    String type = parameters.requireText(1, MAX_TLS_TYPE);
    if (!type.equals("psk") && !type.equals("ecc") && !type.equals("ca")) {
      throw new BadParameterException(1);
    }
    parameters.requireText(2, Integer.MAX_VALUE);
    if (type.equals("psk")) {
      parameters.requireText(3, MAX_WILL_TEXT);
    }
    return settings -> settings.tls = true;
  }

  private static @Nullable String shown(String item, Settings settings) {
    return switch (item) {
      case "echomode" -> "" + settings.echoMode;
      case "dataformat" -> settings.sendFormat + "," + settings.receiveFormat;
      case "keepalive" -> "" + settings.shownKeepAlive();
      case "session" -> "" + settings.shownSession();
      case "timeout" ->
          settings.packetTimeout + "," + settings.retries + "," + settings.timeoutNotice;
      case "will" ->
          (settings.willFlag ? 1 : 0)
              + ","
              + settings.willQos
              + ","
              + (settings.willRetain ? 1 : 0)
              + ","
              + orEmpty(settings.willTopic)
              + ","
              + orEmpty(settings.willMessage);
      case "version" -> "" + settings.version;
      case "cloud" -> settings.cloud + "," + settings.payloadType;
      case "aliauth" ->
          orEmpty(settings.aliDevice)
              + ","
              + orEmpty(settings.aliSecret)
              + ","
              + orEmpty(settings.aliProduct);
      default -> null;
    };
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
