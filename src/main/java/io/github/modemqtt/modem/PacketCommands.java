package io.github.modemqtt.modem;

import static io.github.modemqtt.at.ReplyShape.Field.ANY;
import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.at.FieldReader;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import io.github.modemqtt.at.UrcType;
import java.time.Duration;
import java.util.List;

/** The commands of packet data: attach, contexts, addresses, name lookup, ping. */
public final class PacketCommands {
  private PacketCommands() {}

  /** {@code AT+CGATT?}: PS attach. 27.007 section 10.1.9; 71 s. The reply is whether attached. */
  public record ReadAttach() implements AtCommand<Boolean> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CGATT?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+CGATT", NUMBER);
    }

    @Override
    public Duration timeout() {
      return CommandTimeouts.ATTACH;
    }

    @Override
    public Boolean decode(Reply reply) {
      return reply.line().fields().nextInt() == 1;
    }
  }

  /**
   * {@code AT+CGATT=<state>}: PS attach or detach. 27.007 section 10.1.9; 71 s. The EC616 attaches
   * by itself after power-on.
   *
   * @param attached whether to attach
   */
  public record SetAttach(boolean attached) implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.of(attached ? "AT+CGATT=1" : "AT+CGATT=0");
    }

    @Override
    public Duration timeout() {
      return CommandTimeouts.ATTACH;
    }
  }

  /** {@code AT+CGPADDR}: show PDP addresses, of all contexts. 27.007 section 10.1.14. */
  public record ReadAddresses() implements AtCommand<List<PdpAddress>> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CGPADDR");
    }

    @Override
    public ReplyShape replyShape() {
      return ADDRESSES;
    }

    @Override
    public List<PdpAddress> decode(Reply reply) {
      return reply.lines().stream().map(PdpAddress::read).toList();
    }
  }

  /**
   * {@code AT+CGPADDR=<cid>}: show PDP addresses, of one context. 27.007 section 10.1.14. The reply
   * has one element, or none if there is no such context.
   *
   * @param contextId the context
   */
  public record ReadAddressesOf(int contextId) implements AtCommand<List<PdpAddress>> {
    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+CGPADDR=").number(contextId).build();
    }

    @Override
    public ReplyShape replyShape() {
      return ADDRESSES;
    }

    @Override
    public List<PdpAddress> decode(Reply reply) {
      return reply.lines().stream().map(PdpAddress::read).toList();
    }
  }

  private static final ReplyShape ADDRESSES =
      ReplyShape.line("+CGPADDR", NUMBER).andMore().repeated();

  /** {@code AT+CGDCONT?}: PDP contexts that are defined. 27.007 section 10.1.1. */
  public record ReadContexts() implements AtCommand<List<PdpContext>> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CGDCONT?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+CGDCONT", NUMBER).andMore().repeated();
    }

    @Override
    public List<PdpContext> decode(Reply reply) {
      return reply.lines().stream().map(ReadContexts::read).toList();
    }

    private static PdpContext read(AtLine line) {
      FieldReader fields = line.fields();
      return new PdpContext(
          fields.nextInt(), fields.nextText(), fields.nextText(), fields.nextText());
    }
  }

  /**
   * {@code AT+CGDCONT=<cid>,"<type>"[,"<apn>"]}: define a PDP context. 27.007 section 10.1.1.
   *
   * @param contextId the context
   * @param type such as {@code IP}
   * @param apn the access point name; empty leaves the choice to the network
   */
  public record DefineContext(int contextId, String type, String apn) implements ActionCommand {
    @Override
    public CommandLine line() {
      CommandLine.Builder line =
          CommandLine.startingWith("AT+CGDCONT=").number(contextId).quoted("type", type);
      return (apn.isEmpty() ? line : line.quoted("APN", apn)).build();
    }
  }

  /**
   * {@code AT+CGEREP=<mode>}: {@link NetworkUrcs#CGEV} on or off. 27.007 section 10.1.19; the EC616
   * stores it.
   *
   * @param on whether the module reports what happens to packet data
   */
  public record SetPacketReports(boolean on) implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.of(on ? "AT+CGEREP=1" : "AT+CGEREP=0");
    }
  }

  /**
   * {@code AT+CGCONTRDP}: the parameters that the network gave the contexts. 27.007 section
   * 10.1.23. One element an active context; two if it has both kinds of addresses.
   */
  public record ReadNetworkParameters() implements AtCommand<List<PdpParameters>> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CGCONTRDP");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+CGCONTRDP", NUMBER).andMore().repeated();
    }

    @Override
    public List<PdpParameters> decode(Reply reply) {
      return reply.lines().stream().map(PdpParameters::read).toList();
    }
  }

  /**
   * {@code AT+ECDNS="<host>"}: look up a host name. EC616; 31 s. The reply is the address as text.
   *
   * @param host the name
   */
  public record LookUpHost(String host) implements AtCommand<String> {
    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+ECDNS=").quoted("host", host).build();
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+ECDNS", ANY).andMore();
    }

    @Override
    public Duration timeout() {
      return CommandTimeouts.NAME_LOOKUP;
    }

    @Override
    public String decode(Reply reply) {
      return reply.line().fields().nextText();
    }
  }

  /**
   * {@code AT+ECPING="<host>",1,<bytes>,<ms>}: one echo request. EC616; its {@code OK} only means
   * that it goes out, the result is a URC.
   *
   * @param host name or address
   * @param bytes the length of the data
   * @param patience how long the module waits for the answer; a lookup of the name and the radio's
   *     waking up are given another 31 s
   */
  public record Ping(String host, int bytes, Duration patience)
      implements DeferredCommand<PingReport> {
    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+ECPING=")
          .quoted("host", host)
          .number(1)
          .number(bytes)
          .number(Math.toIntExact(patience.toMillis()))
          .build();
    }

    @Override
    public UrcType<PingReport> resultType() {
      return NetworkUrcs.ECPING;
    }

    @Override
    public boolean isResult(PingReport urc) {
      return true;
    }

    @Override
    public Duration resultTimeout() {
      return patience.plus(CommandTimeouts.NAME_LOOKUP);
    }
  }
}
