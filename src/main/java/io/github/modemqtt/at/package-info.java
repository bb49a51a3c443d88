/**
 * The AT channel: one command at a time on the line, everything else that the module says sorted.
 *
 * <p>Three parts, of which the first two have no threads and no clock:
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
 *   <li>{@code OK}, {@code ERROR}, {@code +CME ERROR: ...}, {@code +CMS ERROR: ...} end the running
 *       command, and are stray lines when none runs;
 *   <li>a line that fits the {@linkplain io.github.modemqtt.at.ReplyShape shape} of the running
 *       command's reply is that reply, as often as the shape allows;
 *   <li>a line of a registered {@linkplain io.github.modemqtt.at.UrcType type} is a URC; if it is
 *       the result that an accepted command waits for, it completes that command instead;
 *   <li>anything else goes to the catch-all, and is counted.
 * </ol>
 *
 * <p>So {@code +CEREG: 2,1} answers {@code AT+CEREG?} while {@code +CEREG: 1,"4844",...} is a URC,
 * also between that command and its {@code OK}, because only the first has the shape of the answer.
 */
@NullMarked
package io.github.modemqtt.at;

import org.jspecify.annotations.NullMarked;
