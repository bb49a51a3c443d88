package io.github.modemqtt.emulator.internal.ecmt;

import static io.github.modemqtt.emulator.internal.command.CmeError.OPERATION_NOT_ALLOWED;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.decimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.restOfLine;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.string;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.DataReceiver;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.decoder.BadParameterException;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.Parameters;
import io.github.modemqtt.emulator.model.ModuleLimits;

/** ECMTPUB, with the payload in the line or after a prompt. */
final class PublishCommand {
  private static final int GUARD_SECONDS = 20;

  private static final int QUOTES = 2;

  /** The retain parameter's tens digit asks for release assistance: 0 to 3. */
  private static final int MAX_RETAIN = 31;

  private final EcmtClient client;
  private final ModuleLimits limits;
  private final PromptInput input;

  PublishCommand(EcmtClient client, ModuleLimits limits) {
    this.client = client;
    this.limits = limits;
    input = new PromptInput(limits.payload() + QUOTES);
  }

  void register(CommandTable table) {
    table.add(
        CommandSpec.parameter(
                "+ECMTPUB", decimal(), decimal(), decimal(), decimal(), string(), restOfLine())
            .guardSeconds(GUARD_SECONDS),
        OPERATION_NOT_ALLOWED,
        this::run);
  }

  void reset() {
    input.clear();
  }

  private record Header(int id, int qos, boolean retain, String topic) {}

  private void run(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+ECMTPUB: (0),<msgID>,<qos>,<retain>,\"<topic>\"[,\"<payload>\"]");
      case SET -> {
        Header header = header(parameters);
        if (parameters.isPresent(5)) {
          publish(header, inline(parameters.requireText(5, limits.payload() + QUOTES)), reply);
        } else {
          reply.prompt(new Data(header, reply));
        }
      }
      default -> reply.error(OPERATION_NOT_ALLOWED);
    }
  }

  private Header header(Parameters parameters) {
    parameters.number(0, 0, 0);
    int retain = parameters.number(3, 0, MAX_RETAIN);
    if (retain % 10 > 1) {
      throw new BadParameterException(3);
    }
    return new Header(
        parameters.number(1, 0, EcmtCommands.MAX_ID),
        parameters.number(2, 0, EcmtCommands.MAX_QOS),
        retain % 10 == 1,
        parameters.requireText(4, limits.topic()));
  }

  /** One leading quote goes, and with it one trailing quote; a NUL ends the text. */
  private byte[] inline(String raw) {
    int nul = raw.indexOf('\0');
    String text = nul < 0 ? raw : raw.substring(0, nul);
    if (text.startsWith("\"")) {
      text = text.substring(1);
      if (text.endsWith("\"")) {
        text = text.substring(0, text.length() - 1);
      }
    }
    if (text.length() > limits.payload()) {
      throw new BadParameterException(5);
    }
    return text.getBytes(ISO_8859_1);
  }

  private void publish(Header header, byte[] payload, Reply reply) {
    EcmtCommands.answerQueued(
        client,
        reply,
        client.publish(header.id(), header.qos(), header.retain(), header.topic(), payload));
  }

  /** Data mode of one publish. */
  private final class Data implements DataReceiver {
    private final Header header;
    private final Reply reply;

    Data(Header header, Reply reply) {
      this.header = header;
      this.reply = reply;
    }

    @Override
    public void data(byte[] chunk) {
      switch (input.accept(chunk)) {
        case SEND -> {
          reply.endData();
          publish(header, input.payload(), reply);
        }
        case CANCEL -> {
          reply.endData();
          reply.ok();
        }
        // No answer: the guard time has to run out.
        case OVERFLOW -> reply.endData();
        case MORE -> {}
      }
    }

    @Override
    public void guardExpired() {
      input.guardExpired();
    }
  }
}
