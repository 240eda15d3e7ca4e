// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Events that come from Kafka, and changes that go to it. */
@NullMarked
package io.perenne.server.kafka;

import org.jspecify.annotations.NullMarked;
