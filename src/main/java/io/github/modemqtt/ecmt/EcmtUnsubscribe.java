package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.at.UrcType;
import io.github.modemqtt.ecmt.EcmtUrcs.UnsubscribeResult;
import io.github.modemqtt.mqtt.TopicFilter;
import java.time.Duration;

/**
 * Unsubscribe: {@code AT+ECMTUNS=<connection>,<message id>,"<filter>"}.
 *
 * @param connectionId the connection, 0
 * @param messageId the packet identifier, 1 to 65535; comes back in the result
 * @param filter the topic filter as subscribed
 * @param limits the firmware's limits
 */
public record EcmtUnsubscribe(
    int connectionId, int messageId, TopicFilter filter, EcmtLimits limits)
    implements DeferredCommand<UnsubscribeResult> {
  @Override
  public CommandLine line() {
    EcmtParameters.requireConnection(connectionId);
    EcmtParameters.requireMessageId(messageId, EcmtParameters.MIN_MESSAGE_ID);
    EcmtParameters.requireText("topic filter", filter.value(), limits.topic());
    return CommandLine.startingWith("AT+ECMTUNS=")
        .number(connectionId)
        .number(messageId)
        .quoted("topic filter", filter.value())
        .build();
  }

  @Override
  public UrcType<UnsubscribeResult> resultType() {
    return EcmtUrcs.UNSUBSCRIBE;
  }

  @Override
  public boolean isResult(UnsubscribeResult urc) {
    return urc.connectionId() == connectionId && urc.messageId() == messageId;
  }

  @Override
  public Duration resultTimeout() {
    return EcmtTimeouts.DEFAULTS.acknowledgement();
  }
}
