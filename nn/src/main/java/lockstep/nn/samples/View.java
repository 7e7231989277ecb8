package lockstep.nn.samples;

import java.util.Optional;
import lockstep.nn.data.Forms;
import lockstep.nn.data.Item;

/// A sample to look at.
///
/// @param index its place in its part of the data
/// @param origin where it came from, as a person would look it up
/// @param label its class; none where there are no classes
/// @param forms what it becomes on its way to the network
/// @param said what the network should say, as it was read
/// @param target the same as the network says it
public record View(
    int index, String origin, Optional<String> label, Forms forms, Item said, Item target) {}
