/**
 * A client's metrics as Micrometer meters.
 *
 * <pre>{@code
 * ModemMqttClient.builder()
 *     .metrics(new MicrometerClientMetrics(registry))
 * }</pre>
 *
 * <p>Needs {@code io.micrometer:micrometer-core}, an optional dependency. All meters have the tag
 * {@code client}, the client id, and the tags given by the user; tag values are in lower case but
 * for {@code cause}, a simple class name.
 *
 * <table>
 * <caption>The meters of a client</caption>
 * <tr><th>name</th><th>type, unit</th><th>tags</th><th>what it tells</th></tr>
 * <tr><td>{@code modemqtt.state}</td><td>gauge</td><td>{@code state}</td>
 *   <td>1 for the state the client is in, 0 for the others</td></tr>
 * <tr><td>{@code modemqtt.state.entries}</td><td>counter</td><td>{@code state}</td>
 *   <td>how many times the client came into a state</td></tr>
 * <tr><td>{@code modemqtt.state.time}</td><td>function counter, s</td><td>{@code state}</td>
 *   <td>the time in a state altogether, the running one included: its rate is the share of time,
 *   that of {@code connected} the availability</td></tr>
 * <tr><td>{@code modemqtt.connection.losses}</td><td>counter</td><td>{@code cause}</td>
 *   <td>losses of the connection or the line</td></tr>
 * <tr><td>{@code modemqtt.recovery.attempts}</td><td>counter</td><td>{@code step}, {@code
 *   cause}</td><td>attempts to get the connection back, by how hard they try and the failure
 *   before ({@code none} for the first after {@code start()})</td></tr>
 * <tr><td>{@code modemqtt.recovery.duration}</td><td>timer</td><td>{@code step}</td>
 *   <td>reconnects, by what brought the connection back ({@code await_module}: the module
 *   itself), and how long it was away</td></tr>
 * <tr><td>{@code modemqtt.publish.payload}</td><td>summary, bytes</td><td>{@code qos}</td>
 *   <td>messages put into the outbox, and their payload</td></tr>
 * <tr><td>{@code modemqtt.publish.latency}</td><td>timer</td><td>{@code qos}, {@code stage}</td>
 *   <td>of messages that were acknowledged, {@code accept}: from the call to the module's (last)
 *   taking over; {@code acknowledge}: from there to the broker's acknowledgement; {@code total}:
 *   the sum</td></tr>
 * <tr><td>{@code modemqtt.publish.retries}</td><td>counter</td><td>{@code qos}</td>
 *   <td>messages given to the module once more</td></tr>
 * <tr><td>{@code modemqtt.publish.failures}</td><td>counter</td><td>{@code qos}, {@code cause}</td>
 *   <td>messages given up: expired, dropped, refused</td></tr>
 * <tr><td>{@code modemqtt.publish.in.flight}</td><td>gauge, messages</td><td></td>
 *   <td>messages under way</td></tr>
 * <tr><td>{@code modemqtt.outbox.depth}</td><td>gauge, messages</td><td></td>
 *   <td>messages that wait or are under way</td></tr>
 * <tr><td>{@code modemqtt.outbox.drops}</td><td>counter</td><td></td>
 *   <td>messages that had to go because the outbox was full; also among the failures</td></tr>
 * <tr><td>{@code modemqtt.outbox.refusals}</td><td>counter</td><td></td>
 *   <td>messages not taken because the outbox was full</td></tr>
 * <tr><td>{@code modemqtt.receive.payload}</td><td>summary, bytes</td><td></td>
 *   <td>messages received, and their payload</td></tr>
 * <tr><td>{@code modemqtt.receive.duplicates}</td><td>counter</td><td></td>
 *   <td>received messages thrown away as repeats or copies of others</td></tr>
 * <tr><td>{@code modemqtt.handler.backlog}</td><td>gauge, messages</td><td></td>
 *   <td>received messages that wait for their handlers</td></tr>
 * <tr><td>{@code modemqtt.handler.drops}</td><td>counter</td><td></td>
 *   <td>received messages thrown away because the handlers are too slow</td></tr>
 * <tr><td>{@code modemqtt.line.bytes}</td><td>function counter, bytes</td><td>{@code direction}</td>
 *   <td>bytes on the wire, {@code received} and {@code sent}, over all lines since the client was
 *   built</td></tr>
 * <tr><td>{@code modemqtt.line.overruns}</td><td>function counter, bytes</td><td></td>
 *   <td>bytes thrown away because a line was too long or data did not come in full</td></tr>
 * <tr><td>{@code modemqtt.at.commands}</td><td>function counter</td><td></td>
 *   <td>AT commands sent</td></tr>
 * <tr><td>{@code modemqtt.at.timeouts}</td><td>function counter</td><td></td>
 *   <td>commands without an answer or result in time</td></tr>
 * <tr><td>{@code modemqtt.at.resyncs}</td><td>function counter</td><td></td>
 *   <td>successful resynchronisations</td></tr>
 * <tr><td>{@code modemqtt.at.lines.unknown}</td><td>function counter</td><td></td>
 *   <td>lines that nobody waited for</td></tr>
 * <tr><td>{@code modemqtt.at.results.stale}</td><td>function counter</td><td></td>
 *   <td>results that came too late</td></tr>
 * <tr><td>{@code modemqtt.signal.strength}</td><td>gauge, dBm</td><td></td>
 *   <td>the received signal as last read, not a number while unknown</td></tr>
 * </table>
 */
@NullMarked
package io.github.modemqtt.metrics;

import org.jspecify.annotations.NullMarked;
