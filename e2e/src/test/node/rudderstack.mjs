// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
import Analytics from '@rudderstack/rudder-sdk-node';
import { bought, key, server, tell, traits, user, viewed } from './shop.mjs';

// the first call is sent at once, and nobody can catch what it throws; each call is told all the same
process.on('unhandledRejection', () => {});

const analytics = new Analytics(key, { dataPlaneUrl: server });
analytics.identify({ userId: user, traits }, (error) => tell('identify', error));
analytics.track({ userId: user, event: 'Product Viewed', properties: viewed }, (error) => tell('view', error));
analytics.track({ userId: user, event: 'Order Completed', properties: bought }, (error) => tell('order', error));
await analytics.flush().catch(() => analytics.flush()).catch(() => {});
