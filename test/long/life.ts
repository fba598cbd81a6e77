import { openKit } from '../../src/compose.ts';
import { type Config, type Environment, readConfig } from '../../src/config.ts';
import { runService } from '../../src/service.ts';
import { arm, type Death, stepsTaken } from './kill-at.ts';

/** A process that lives one flow, as far as it gets. It is started ahead and told by a message what its life will be. */
export interface Life {
  readonly flow: 'receive' | 'ingest' | 'approve' | 'sweep' | 'deliver';
  readonly environment: Environment;
  readonly death: Death;
}

process.once('message', (life: Life) => void live(life));

async function live({ flow, environment, death }: Life): Promise<void> {
  const config = await readConfig(environment);
  const behindDoors = flow === 'receive' || flow === 'ingest';
  const steps = behindDoors ? await behindTheDoors(config, death) : await onItsOwn(config, flow, death);
  process.send?.({ steps });
  process.disconnect();
}

/** Until it is told that everything was sent; what it notes when it stops is no part of the flow. */
async function behindTheDoors(config: Config, death: Death): Promise<readonly string[]> {
  const service = await runService(config, { web: true, worker: false });
  const sent = new Promise((resolve) => process.once('message', resolve));
  arm(death);
  process.send?.({ url: service.url });
  await sent;
  const steps = [...stepsTaken()];
  await service.stop();
  return steps;
}

async function onItsOwn(
  config: Config,
  flow: 'approve' | 'sweep' | 'deliver',
  death: Death,
): Promise<readonly string[]> {
  const kit = await openKit(config);
  const monitor = kit.monitor();
  arm(death);
  if (flow === 'approve') {
    await monitor.talk();
    await monitor.round();
  }
  if (flow === 'sweep') await monitor.sweepDue();
  if (flow === 'deliver') await monitor.deliver();
  await kit.close();
  return stepsTaken();
}
