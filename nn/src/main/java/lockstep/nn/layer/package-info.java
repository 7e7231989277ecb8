/// Layers as data: each is a record of its settings that lowers into a graph.
@NullMarked
package lockstep.nn.layer;

import org.jspecify.annotations.NullMarked;
