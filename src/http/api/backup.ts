import { backupSchema } from '../../contract/backup.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/backup',
  tag: 'Operation',
  summary: 'Copy the database into the data folder while it is in use',
  scope: 'installation',
  answers: { 201: { description: 'Where it is', schema: backupSchema } },
  async handle({ actor }, { actions }) {
    return { status: 201, body: await actions.upkeep.backup(actor) };
  },
});
