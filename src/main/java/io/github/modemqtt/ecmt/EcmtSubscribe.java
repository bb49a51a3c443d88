package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.at.UrcType;
import io.github.modemqtt.ecmt.EcmtUrcs.SubscribeResult;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import java.time.Duration;

/**
 * Subscribe: {@code AT+ECMTSUB=<connection>,<message id>,"<filter>",<qos>}.
 *
 * <p>One at a time: while it is unanswered, the firmware shares its receive buffer with it. A
 * filter that the broker refuses is reported as success.
 *
 * @param connectionId the connection, 0
 * @param messageId the packet identifier, 1 to 65535; comes back in the result
 * @param filter the topic filter
 * @param qos the highest QoS to receive with
 * @param limits the firmware's limits
 */
public record EcmtSubscribe(
    int connectionId, int messageId, TopicFilter filter, Qos qos, EcmtLimits limits)
    implements DeferredCommand<SubscribeResult> {
  @Override
  public CommandLine line() {
    EcmtParameters.requireConnection(connectionId);
    EcmtParameters.requireMessageId(messageId, EcmtParameters.MIN_MESSAGE_ID);
    EcmtParameters.requireText("topic filter", filter.value(), limits.topic());
    return CommandLine.startingWith("AT+ECMTSUB=")
        .number(connectionId)
        .number(messageId)
        .quoted("topic filter", filter.value())
        .number(qos.level())
        .build();
  }

  @Override
  public UrcType<SubscribeResult> resultType() {
    return EcmtUrcs.SUBSCRIBE;
  }

  @Override
  public boolean isResult(SubscribeResult urc) {
    return urc.connectionId() == connectionId && urc.messageId() == messageId;
  }

  @Override
  public Duration resultTimeout() {
    return EcmtTimeouts.DEFAULTS.acknowledgement();
  }
}
