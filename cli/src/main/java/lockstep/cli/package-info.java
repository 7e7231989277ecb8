/// Commands, and what they share: the terminal, exit codes, how an error becomes a sentence.
@NullMarked
package lockstep.cli;

import org.jspecify.annotations.NullMarked;
