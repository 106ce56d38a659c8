// Code within a line or in a block, as in the theme, which would bring what colours a block to every page.
import { Children } from 'react';
import CodeInline from '@theme/CodeInline';
import { block } from '@site/src/block';

export default function Code(props) {
  const { children } = props;
  const inline =
    children !== undefined && Children.toArray(children).every((one) => typeof one === 'string' && !one.includes('\n'));
  return inline ? <CodeInline {...props} /> : <block.Shown {...props} />;
}
