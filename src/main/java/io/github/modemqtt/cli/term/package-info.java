/** The interactive terminal: what it knows of commands and answers, and how it talks to both. */
@NullMarked
package io.github.modemqtt.cli.term;

import org.jspecify.annotations.NullMarked;
