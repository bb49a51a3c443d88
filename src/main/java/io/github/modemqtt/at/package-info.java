/**
 * The AT channel: one command at a time on the line, everything else that the module says sorted.
 *
 * <p>Three parts, none of which has threads or a clock; {@link io.github.modemqtt.at.AtChannel}
 * lends them both:
 *
 * <pre>
 *  transport ── bytes ──&gt; framer ── lines, prompts, units ──&gt; router ──&gt; correlator ──&gt; futures
 *                                                              ^  │          │
 *                                                      armed by│  └─ URCs ───┼──────&gt; subscribers
 *                                                      the running command   └─ bytes ──&gt; transport
 * </pre>
 *
 * <p>The router decides what a line is. The running command arms it; what is not armed cannot fire:
 *
 * <ol>
 *   <li>the echo of the command, whole, split or repeated, is dropped;
 *   <li>{@code OK}, {@code ERROR}, {@code +CME ERROR: ...}, {@code +CMS ERROR: ...}, and what the
 *       command {@linkplain io.github.modemqtt.at.FinalCodes names} beside them, end the running
 *       command, and are stray lines when none runs;
 *   <li>a line that fits the {@linkplain io.github.modemqtt.at.ReplyShape shape} of the running
 *       command's reply is that reply, as often as the shape allows (a shape of free text takes
 *       what is no URC);
 *   <li>a line of a registered {@linkplain io.github.modemqtt.at.UrcType type} is a URC; if it is
 *       the result that an accepted command waits for, it completes that command instead;
 *   <li>anything else goes to the catch-all, and is counted.
 * </ol>
 *
 * <p>Three things are no lines:
 *
 * <ul>
 *   <li><b>Raw data</b> of a length that the line before it tells belongs to that line, reply or
 *       URC, whatever it holds. So do the further lines of a URC that has several.
 *   <li>The <b>prompt</b> is one only at the start of a line, while a command with data runs; it is
 *       answered with the data, or with ESC if nobody wants to send that any more.
 *   <li>A <b>unit</b> is a received message without length or quoting. It ends at a line end that
 *       another unit or a silence follows. What touches it may in truth be a part of it, so a final
 *       result code there is <b>verified</b>: {@code AT} is sent, and the last answer is its own,
 *       the one before it the command's. One before those was a forgery.
 * </ul>
 *
 * <p>So {@code +CEREG: 2,1} answers {@code AT+CEREG?} while {@code +CEREG: 1,"4844",...} is a URC,
 * also between that command and its {@code OK}, because only the first has the shape of the answer.
 */
@NullMarked
package io.github.modemqtt.at;

import org.jspecify.annotations.NullMarked;
