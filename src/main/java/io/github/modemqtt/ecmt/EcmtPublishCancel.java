package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.PromptData;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.mqtt.TopicName;

/**
 * Publish nothing: {@code AT+ECMTPUB=<connection>,0,0,0,"<topic>"}, and ESC at the prompt.
 *
 * <p>After a prompted publish that ended with too many bytes, or by the module's guard timer of 20
 * s, the firmware keeps the count of the bytes, and would put as many in front of the next payload
 * ({@code mqttPUBInputData}). Only this, or a publish that ends well, sets it back. Nothing goes to
 * the broker.
 *
 * @param connectionId the connection, 0
 * @param topic any topic name that the module takes
 */
public record EcmtPublishCancel(int connectionId, TopicName topic) implements AtCommand<Void> {
  private static final byte[] PROMPT = {'>', ' '};
  private static final byte[] ESC = {0x1B};

  @Override
  public CommandLine line() {
    EcmtParameters.requireConnection(connectionId);
    return CommandLine.startingWith("AT+ECMTPUB=")
        .number(connectionId)
        .number(0)
        .number(0)
        .number(0)
        .quoted("topic", topic.value())
        .build();
  }

  @Override
  public PromptData promptData() {
    return new PromptData(PROMPT, new byte[0], ESC);
  }

  @Override
  @SuppressWarnings("NullAway") // Void has no other value
  public Void decode(Reply reply) {
    return null;
  }
}
