/**
 * The MQTT dialect of the EigenComm EC616: the {@code AT+ECMT...} commands and their URCs as
 * records, and {@link io.github.modemqtt.ecmt.EcmtModule}, which makes an MQTT module of them.
 *
 * <p>In the manual's order:
 *
 * <table>
 *   <caption>Commands and the URCs that carry their results</caption>
 *   <tr><th>command</th><th>record</th><th>result URC</th></tr>
 *   <tr><td>{@code AT+ECMTCFG}</td><td>{@link io.github.modemqtt.ecmt.EcmtConfigure},
 *       {@link io.github.modemqtt.ecmt.EcmtConfigQuery}</td><td>none</td></tr>
 *   <tr><td>{@code AT+ECMTOPEN}</td><td>{@link io.github.modemqtt.ecmt.EcmtOpen},
 *       {@link io.github.modemqtt.ecmt.EcmtOpenQuery}</td>
 *       <td>{@link io.github.modemqtt.ecmt.EcmtUrcs#OPEN}</td></tr>
 *   <tr><td>{@code AT+ECMTCLOSE}</td><td>{@link io.github.modemqtt.ecmt.EcmtClose}</td>
 *       <td>{@link io.github.modemqtt.ecmt.EcmtUrcs#CLOSE}</td></tr>
 *   <tr><td>{@code AT+ECMTCONN}</td><td>{@link io.github.modemqtt.ecmt.EcmtConnect},
 *       {@link io.github.modemqtt.ecmt.EcmtConnectQuery}</td>
 *       <td>{@link io.github.modemqtt.ecmt.EcmtUrcs#CONNECT}</td></tr>
 *   <tr><td>{@code AT+ECMTDISC}</td><td>{@link io.github.modemqtt.ecmt.EcmtDisconnect}</td>
 *       <td>{@link io.github.modemqtt.ecmt.EcmtUrcs#DISCONNECT}</td></tr>
 *   <tr><td>{@code AT+ECMTSUB}</td><td>{@link io.github.modemqtt.ecmt.EcmtSubscribe}</td>
 *       <td>{@link io.github.modemqtt.ecmt.EcmtUrcs#SUBSCRIBE}</td></tr>
 *   <tr><td>{@code AT+ECMTUNS}</td><td>{@link io.github.modemqtt.ecmt.EcmtUnsubscribe}</td>
 *       <td>{@link io.github.modemqtt.ecmt.EcmtUrcs#UNSUBSCRIBE}</td></tr>
 *   <tr><td>{@code AT+ECMTPUB}</td><td>{@link io.github.modemqtt.ecmt.EcmtPublish},
 *       {@link io.github.modemqtt.ecmt.EcmtPublishCancel}</td>
 *       <td>{@link io.github.modemqtt.ecmt.EcmtUrcs#PUBLISH}</td></tr>
 *   <tr><td></td><td></td><td>{@link io.github.modemqtt.ecmt.EcmtUrcs#LINK_STATE},
 *       {@link io.github.modemqtt.ecmt.EcmtUrcs#MESSAGE}</td></tr>
 * </table>
 *
 * <p>{@code OK} means "queued" for all of them but the configuration: what became of the command is
 * in the URC. Where manual and firmware disagree, the firmware is right here. What differs between
 * firmware builds is an {@link io.github.modemqtt.ecmt.EcmtProfile}.
 */
@NullMarked
package io.github.modemqtt.ecmt;

import org.jspecify.annotations.NullMarked;
