package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.FieldReader;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import io.github.modemqtt.at.ReplyShape.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Query MQTT parameters: {@code AT+ECMTCFG="<item>",<connection>}.
 *
 * <p>The module answers {@code +CME ERROR: 3} when nothing was configured or opened yet, and prints
 * 0 for keep alive and session until they were set, whatever their true defaults are.
 *
 * @param connectionId the connection, 0
 * @param item what to ask for
 */
public record EcmtConfigQuery(int connectionId, Item item) implements AtCommand<List<String>> {

  /** The items of the configuration. */
  public enum Item {
    /** Keep alive interval in seconds. */
    KEEPALIVE,
    /** 1 for a clean session. */
    SESSION,
    /** Packet time-out in seconds, retries, notice. */
    TIMEOUT,
    /**
     * Flag, QoS, retain, topic, message; a comma in the last two cannot be told from a separator.
     */
    WILL,
    /** 3 for MQTT 3.1, 4 for 3.1.1. */
    VERSION
  }

  @Override
  public CommandLine line() {
    EcmtParameters.requireConnection(connectionId);
    return CommandLine.startingWith("AT+ECMTCFG=")
        .quoted("item", item.name().toLowerCase(Locale.ROOT))
        .number(connectionId)
        .build();
  }

  @Override
  public ReplyShape replyShape() {
    return ReplyShape.line("+ECMTCFG", Field.STRING).andMore();
  }

  /** Reads the values behind the item's name. */
  @Override
  public List<String> decode(Reply reply) {
    FieldReader fields = reply.line().fields();
    fields.nextText();
    List<String> values = new ArrayList<>();
    while (fields.hasNext()) {
      values.add(fields.nextText());
    }
    return List.copyOf(values);
  }
}
