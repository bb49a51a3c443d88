package io.github.modemqtt.examples;

import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import io.github.modemqtt.modem.NetworkUrcs;
import io.github.modemqtt.transport.TransportTarget;

/** The README's example of the AT channel: a command of one's own, and a URC. */
public class AskSignal {
  record Signal() implements AtCommand<Integer> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CSQ");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+CSQ", NUMBER, NUMBER);
    }

    @Override
    public Integer decode(Reply reply) {
      return reply.line().fields().nextInt();
    }
  }

  /**
   * Prints the signal strength.
   *
   * @param args the modem's port
   */
  public static void main(String... args) {
    try (AtChannel channel = AtChannel.open(TransportTarget.parse(args[0]).newTransport())) {
      channel.onUrc(NetworkUrcs.CEREG, registration -> System.out.println(registration.state()));
      System.out.println(channel.execute(new Signal()));
    }
  }
}
