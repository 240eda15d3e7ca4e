// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
import { Analytics } from '@segment/analytics-node';
import { bought, key, server, tell, traits, user, viewed } from './shop.mjs';

const analytics = new Analytics({ writeKey: key, host: server });
// without a listener the library throws what it is told
analytics.on('error', () => {});
analytics.identify({ userId: user, traits }, (error) => tell('identify', error));
analytics.track({ userId: user, event: 'Product Viewed', properties: viewed }, (error) => tell('view', error));
analytics.track({ userId: user, event: 'Order Completed', properties: bought }, (error) => tell('order', error));
await analytics.closeAndFlush();
