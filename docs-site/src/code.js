// Shows blocks of code: imported by the pages that have one, see `bringsCode`.
import { Prism } from 'prism-react-renderer';
import CodeBlock from '@theme/CodeBlock';
import includeLanguages from '@theme/prism-include-languages';
import { block } from './block';

includeLanguages(Prism);
block.Shown = CodeBlock;
